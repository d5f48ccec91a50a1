import { useEffect, useRef, type ComponentProps } from 'react'
import { AnswerPanel } from '../labels/AnswerPanel'
import { answer } from '../labels/asked'
import { keyOf } from '../labels/choices'
import type { LabelDocument } from '../labels/labels'
import type { DataSpec } from '../specs/spec'
import { cap } from '../commands/command'
import { Keys } from '../commands/KeyList'
import { t } from '../i18n/texts'
import { Icon } from '../ui/Icon'
import { takenKeys, type ShapeContext } from './commands'
import { labelsOf, objectOf, type Act, type Drawing } from './drawing'
import { questionsOf, wrongsOf } from './rules'
import type { Tool } from './tools/tool'

const say = t.canvas

/** What can be drawn, each with its colour and key. */
export function ClassList({ spec, active, tool, onPick, context }: {
  spec: DataSpec; active: string | undefined; tool: Tool['name']; onPick(index: number): void; context: Pick<ShapeContext, 'select' | 'brush' | 'paints' | 'search'>
}) {
  const isText = spec.media !== 'image'
  const chosenOne = useRef<HTMLButtonElement>(null)
  useEffect(() => void chosenOne.current?.scrollIntoView({ block: 'nearest' }), [active])
  return (
    <section className="classes" aria-label={say.groups.classes}>
      <h2 className="panel-title">
        {isText ? say.mark : say.draw}
        {spec.classes.length > 8 && <button type="button" className="plain search" onClick={context.search}>{say.findClass} <Keys of="/" /></button>}
      </h2>
      <div className={spec.classes.length > 8 ? 'choices many' : 'choices'} role="radiogroup" aria-label={say.classToDraw}>
        {spec.classes.map(({ name, color, key, shape }, index) => {
          const cap_ = keyOf({ name, value: name, key: key?.toUpperCase() }, index, takenKeys)
          const chosen = (isText || tool !== 'select') && name === active
          return (
            <button key={name} ref={chosen ? chosenOne : undefined} type="button" role="radio" aria-checked={chosen} className={chosen ? 'choice chosen' : 'choice'} title={isText ? name : `${name} · ${say.kinds[shape]}`} onClick={() => onPick(index)}>
              <span className="swatch" style={{ backgroundColor: color }} />
              <span className="choice-name">{name}{!isText && spec.classes.length <= 8 && <> <span className="choice-kind">{say.kinds[shape]}</span></>}</span>
              {cap_ && <span className="choice-key"><kbd>{cap(cap_)}</kbd></span>}
            </button>
          )
        })}
      </div>
      {!isText && (
        <div className="tools" role="group" aria-label={say.tools}>
          <ToolButton name={context.paints ? say.pick : say.pickAndMove} at="V" on={tool === 'select'} run={context.select} />
          {context.paints && <ToolButton name={say.brush} at="Shift+B" on={tool === 'brush'} run={() => context.brush('brush')} />}
          {context.paints && <ToolButton name={say.eraser} at="Shift+E" on={tool === 'eraser'} run={() => context.brush('eraser')} />}
        </div>
      )}
      {isText && <p className="quiet small">{say.textHint}</p>}
    </section>
  )
}

function ToolButton({ name, at, on, run }: { name: string; at: string; on: boolean; run(): void }) {
  return <button type="button" aria-pressed={on} className={on ? 'choice chosen' : 'choice'} onClick={run}><span className="choice-name">{name}</span><span className="choice-key"><Keys of={at} /></span></button>
}

/** What the model drew and nobody has touched, to take or leave at once. */
export function SuggestionNote({ count, onAccept, onDrop }: { count: number; onAccept(): void; onDrop(): void }) {
  if (count === 0) return null
  return (
    <section className="note suggestions" aria-label={say.groups.model}>
      <p><b>{say.suggestions(count)}</b></p>
      <p className="small">{say.suggestionHint}</p>
      <div className="row">
        <button type="button" onClick={onAccept}>{say.acceptAll} <Keys of="Shift+Y" /></button>
        <button type="button" className="plain" onClick={onDrop}>{say.deleteAll}</button>
      </div>
    </section>
  )
}

/** What is drawn, in order of drawing. */
export function ObjectList({ spec, drawing, wrong, suggested, marks, onSelect, onAct }: {
  spec: DataSpec; drawing: Drawing; marks?: ReadonlyMap<string, readonly number[]>; wrong: readonly string[]; suggested: ReadonlySet<string>; onSelect?(id: string): void; onAct?(act: Act): void
}) {
  const { objects, selected, hidden, locked } = drawing
  const title = spec.media === 'image' ? say.shapes : say.marks
  const picked = useRef<HTMLLIElement>(null)
  const last = selected.at(-1)
  useEffect(() => void picked.current?.scrollIntoView({ block: 'nearest' }), [last])
  return (
    <section aria-label={title}>
      <h2 className="panel-title">{title} <span className="quiet small">{objects.length}</span></h2>
      {objects.length === 0 && onSelect && <p className="quiet small">{spec.media === 'image' ? say.nothingDrawn : say.nothingMarked}</p>}
      <ul className="objects listed">
        {objects.slice(0, mostListed).map(({ id, class: name }, index) => (
          <li key={id} ref={id === last ? picked : undefined} className={hidden.has(id) ? 'unseen-shape' : undefined}>
            <button type="button" className={selected.includes(id) ? 'plain chosen' : 'plain'} aria-pressed={selected.includes(id)} disabled={!onSelect} onClick={() => onSelect?.(id)}>
              <span className="swatch" style={{ backgroundColor: spec.classes.find((one) => one.name === name)?.color }} />
              <span className="object-name" title={name}>{index + 1} {name}</span>
              {marks?.get(id)?.map((number) => <span key={number} className="pin"><span className="unseen">{say.remark} </span>{number}</span>)}
              {suggested.has(id) && <span className="suggestion-mark"> · {say.suggestion}</span>}
              {wrong.includes(id) && <span className="wrong"> · {say.needsAnswer}</span>}
            </button>
            {onAct && (selected.includes(id) || hidden.has(id) || locked.has(id)) && (
              <>
                <Toggle on={hidden.has(id)} label={say.hideShape(`${index + 1} ${name}`)} icon={hidden.has(id) ? 'hidden' : 'eye'} onToggle={() => onAct({ type: 'hide', ids: [id], on: !hidden.has(id) })} />
                <Toggle on={locked.has(id)} label={say.lockShape(`${index + 1} ${name}`)} icon={locked.has(id) ? 'lock' : 'open'} onToggle={() => onAct({ type: 'lock', ids: [id], on: !locked.has(id) })} />
              </>
            )}
          </li>
        ))}
      </ul>
      {objects.length > mostListed && <p className="quiet small">… {objects.length - mostListed}</p>}
    </section>
  )
}

/** A longer list is no help, and slow. */
const mostListed = 300

function Toggle({ on, label, icon, onToggle }: { on: boolean; label: string; icon: ComponentProps<typeof Icon>['of']; onToggle(): void }) {
  return <button type="button" className="plain toggle" aria-pressed={on} aria-label={label} title={label} onClick={onToggle}><Icon of={icon} /></button>
}

/** What is asked about the one shape that is picked. */
export function ObjectQuestions({ spec, drawing, tried, onAct }: { spec: DataSpec; drawing: Drawing; tried: boolean; onAct(act: Act): void }) {
  const object = drawing.selected.length === 1 ? objectOf(drawing, drawing.selected[0]) : undefined
  const questions = object && questionsOf(spec, object)
  if (!object || !questions || questions.properties.length === 0) return null
  const labels: LabelDocument = { objects: [object], properties: object.properties ?? {} }
  const others = drawing.objects.flatMap((one, index) => (one === object ? [] : [{ id: one.id, name: `${index + 1} ${one.class}` }]))
  return (
    <section className="panel-about" aria-label={say.about(object.class)}>
      <h2 className="panel-title">{say.about(object.class)} {spec.classes.every((one) => one.key?.toUpperCase() !== 'E') && <Keys of="E" />}</h2>
      <AnswerPanel key={object.id}
        compact keysInside spec={questions} labels={labels} wrongs={tried ? wrongsOf(spec, object) : undefined} objects={others}
        onAnswer={(rule, value, goesOn) => onAct({ type: 'properties', id: object.id, properties: answer(questions, labels, rule.name, value).properties, ...(goesOn && { goesOn }) })}
      />
    </section>
  )
}

/** What is asked about the whole sample. */
export function SampleQuestions({ spec, drawing, wrongs, onAct }: {
  spec: DataSpec; drawing: Drawing; wrongs: Readonly<Record<string, string>>; onAct?(act: Act): void
}) {
  const place = useRef<HTMLElement>(null)
  const isWrong = Object.keys(wrongs).length > 0
  useEffect(() => {
    if (isWrong) place.current?.scrollIntoView({ block: 'nearest' })
  }, [isWrong])
  if (spec.properties.length === 0) return null
  const labels = labelsOf(drawing)
  const title = spec.media === 'image' ? say.aboutPicture : say.aboutText
  return (
    <section ref={place} aria-label={title}>
      <h2 className="panel-title">{title}</h2>
      <AnswerPanel
        compact keysInside spec={spec} labels={labels} wrongs={wrongs} objects={drawing.objects.map((one, index) => ({ id: one.id, name: `${index + 1} ${one.class}` }))}
        onAnswer={onAct && ((rule, value, goesOn) => onAct({ type: 'answers', answers: answer(spec, labels, rule.name, value).properties, ...(goesOn && { goesOn }) }))}
      />
    </section>
  )
}
