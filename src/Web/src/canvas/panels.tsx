import { AnswerPanel } from '../labels/AnswerPanel'
import { answer } from '../labels/asked'
import { keyOf } from '../labels/choices'
import type { LabelDocument } from '../labels/labels'
import type { DataSpec } from '../specs/spec'
import { takenKeys } from './commands'
import { objectOf, type Act, type Drawing } from './drawing'
import { questionsOf, wrongsOf } from './useDrawing'

/** What can be drawn, each with its colour and key. */
export function ClassList({ spec, active, selecting, onPick, onSelect }: {
  spec: DataSpec; active: string | undefined; selecting: boolean; onPick(index: number): void; onSelect(): void
}) {
  return (
    <section aria-label="Classes">
      <h2 className="panel-title">Draw</h2>
      <div className="choices" role="radiogroup" aria-label="Class to draw">
        {spec.classes.map(({ name, color, key, shape }, index) => {
          const cap = keyOf({ name, value: name, key: key?.toUpperCase() }, index, takenKeys)
          return (
            <button key={name} type="button" role="radio" aria-checked={!selecting && name === active} className={!selecting && name === active ? 'choice chosen' : 'choice'} onClick={() => onPick(index)}>
              <span className="swatch" style={{ backgroundColor: color }} />
              <span className="choice-name">{name} <span className="choice-kind">{shape === 'box' ? 'box' : 'polygon'}</span></span>
              {cap && <span className="choice-key"><kbd>{cap.replace('Shift+', '⇧')}</kbd></span>}
            </button>
          )
        })}
        <button type="button" role="radio" aria-checked={selecting} className={selecting ? 'choice chosen' : 'choice'} onClick={onSelect}>
          <span className="choice-name">Pick and move</span>
          <span className="choice-key"><kbd>V</kbd></span>
        </button>
      </div>
    </section>
  )
}

/** What is drawn, in order of drawing. */
export function ObjectList({ spec, drawing, wrong, onSelect }: { spec: DataSpec; drawing: Drawing; wrong: readonly string[]; onSelect?(id: string): void }) {
  const { objects, selected } = drawing
  return (
    <section aria-label="Shapes">
      <h2 className="panel-title">Shapes <span className="quiet small">{objects.length}</span></h2>
      {objects.length === 0 && <p className="quiet small">Nothing is drawn yet. Where there is nothing to draw, submit as it is.</p>}
      <ul className="objects">
        {objects.map(({ id, class: name }, index) => (
          <li key={id}>
            <button type="button" className={selected.includes(id) ? 'plain chosen' : 'plain'} aria-pressed={selected.includes(id)} disabled={!onSelect} onClick={() => onSelect?.(id)}>
              <span className="swatch" style={{ backgroundColor: spec.classes.find((one) => one.name === name)?.color }} />
              {index + 1} {name}{wrong.includes(id) && <span className="wrong"> · needs an answer</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What is asked about the one shape that is picked. */
export function ObjectQuestions({ spec, drawing, tried, onAct }: { spec: DataSpec; drawing: Drawing; tried: boolean; onAct(act: Act): void }) {
  const object = drawing.selected.length === 1 ? objectOf(drawing, drawing.selected[0]) : undefined
  const questions = object && questionsOf(spec, object)
  if (!object || !questions || questions.properties.length === 0) return null
  const labels: LabelDocument = { objects: [], properties: object.properties ?? {} }
  return (
    <section aria-label={`About this ${object.class}`}>
      <h2 className="panel-title">About this {object.class}</h2>
      <AnswerPanel
        compact spec={questions} labels={labels} wrongs={tried ? wrongsOf(spec, object) : undefined}
        onAnswer={(rule, value) => onAct({ type: 'properties', id: object.id, properties: answer(questions, labels, rule.name, value).properties })}
      />
    </section>
  )
}

/** What is asked about the whole picture. */
export function SampleQuestions({ spec, labels, wrongs, onAnswer }: {
  spec: DataSpec; labels: LabelDocument; wrongs: Readonly<Record<string, string>>; onAnswer?(labels: LabelDocument): void
}) {
  if (spec.properties.length === 0) return null
  return (
    <section aria-label="About the picture">
      <h2 className="panel-title">About the picture</h2>
      <AnswerPanel compact spec={spec} labels={labels} wrongs={wrongs} onAnswer={onAnswer && ((rule, value) => onAnswer(answer(spec, labels, rule.name, value)))} />
    </section>
  )
}
