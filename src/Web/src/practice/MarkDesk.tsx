import { useMemo, useRef, useState, type MouseEvent } from 'react'
import { Canvas, type CanvasHandle } from '../canvas/Canvas'
import { TextStage } from '../canvas/text/TextStage'
import type { Command } from '../commands/command'
import { useCommands } from '../commands/useCommands'
import { Desk, useDesk } from '../desk/Desk'
import { t } from '../i18n/texts'
import { sayAnswer, type LabelDocument } from '../labels/labels'
import type { DataSpec } from '../specs/spec'
import type { LeasedTask } from '../tasks/task'
import { sayShare } from '../ui/say'
import { idOfAnswer, idOfKnown, markScene } from './markScene'
import { isRight, outcomeOf, type Mark, type MarkedObject } from './practice'

interface Context {
  onNext(): void
  zoom(by: 1 | -1 | 0): void
  toggleGuideline(): void
  help(): void
  palette(): void
}

const { do: say, groups } = t.canvas
const always = () => true
const commands: readonly Command<Context>[] = [
  { id: 'practiceNext', title: t.practice.next, keys: ['Enter'], group: t.practice.title, when: always, run: (it) => it.onNext() },
  { id: 'zoomIn', repeats: true, title: say.zoomIn, keys: ['+', '='], group: groups.picture, when: always, run: (it) => it.zoom(1) },
  { id: 'zoomOut', repeats: true, title: say.zoomOut, keys: ['-'], group: groups.picture, when: always, run: (it) => it.zoom(-1) },
  { id: 'fit', title: say.fit, keys: ['Ctrl+0', 'Z'], group: groups.picture, when: always, run: (it) => it.zoom(0) },
  { id: 'guideline', title: say.guideline, keys: ['G'], group: groups.page, when: always, run: (it) => it.toggleGuideline() },
  { id: 'help', title: say.help, keys: ['?', 'F1'], group: groups.page, when: always, run: (it) => it.help() },
  { id: 'palette', title: say.palette, keys: ['Ctrl+K'], group: groups.page, when: always, run: (it) => it.palette() },
]

interface Props {
  project: string
  spec: DataSpec
  task: LeasedTask
  answer: LabelDocument
  mark: Mark
  /** Which example of how many. */
  place: string
  last: boolean
  onNext(): void
}

/** An answer and the known one, beside or over each other. */
export function MarkDesk({ project, spec, task, answer, mark, place, last, onNext }: Props) {
  const desk = useDesk()
  const canvas = useRef<CanvasHandle>(null)
  const [selected, setSelected] = useState<readonly string[]>([])
  const scene = useMemo(() => markScene(mark, answer, t.practice.outcomes, selected), [mark, answer, selected])
  const context: Context = { onNext, zoom: (by) => canvas.current?.zoom(by), ...desk.commands }
  useCommands(commands, context)
  const right = isRight(mark)

  function select(one: MarkedObject) {
    setSelected([...(one.known === undefined ? [] : [idOfKnown(one.known)]), ...(one.answered === undefined ? [] : [idOfAnswer(one.answered)])])
    canvas.current?.paint()
  }

  return (
    <Desk
      project={project} desk={desk} name={t.practice.title} sample={task.sample} commands={commands} context={context}
      stage={spec.media === 'image'
        ? <Canvas key={task.id} sample={task.sample} canvas={canvas} scene={() => scene} />
        : <TextStage key={task.id} sample={task.sample} scene={scene} onSelect={setSelected} />}
      foot={<button className="primary" onClick={onNext}>{last ? t.practice.finish : t.practice.next} <kbd>Enter</kbd></button>}
      hints={<span className="quiet tabular">{place}</span>}
    >
      <section className={right ? 'note good' : 'note warn'} role="status">
        <p><b>{right ? t.practice.right : t.practice.notQuite}</b> <span className="tabular">{t.practice.points(sayShare(mark.score))}</span></p>
        {mark.note && <p>{mark.note}</p>}
        {!mark.first && <p className="quiet small">{t.practice.firstCounts}</p>}
      </section>
      {mark.questions.map(({ property, right: isRight }) => (
        <Answered key={property} property={property} right={isRight} said={answer.properties[property]} known={mark.known.properties[property]} />
      ))}
      {mark.objects.length > 0 && (
        <section aria-label={t.canvas.shapes}>
          <p className="quiet small">{t.practice.legend}</p>
          <ul className="objects marked">
            {mark.objects.map((one, i) => <li key={i}><ObjectLine one={one} mark={mark} answer={answer} chosen={selected.includes(one.known === undefined ? idOfAnswer(one.answered!) : idOfKnown(one.known))} onSelect={() => select(one)} /></li>)}
          </ul>
        </section>
      )}
    </Desk>
  )
}

function Answered({ property, right, said, known }: { property: string; right: boolean; said: LabelDocument['properties'][string] | undefined; known: LabelDocument['properties'][string] | undefined }) {
  const word = (answer: typeof said) => (answer === undefined ? t.practice.nothing : sayAnswer(answer))
  return (
    <section className="marked-question">
      <h2 className="panel-title">{property}</h2>
      <p><span className={right ? 'mark-sign good' : 'mark-sign bad'} aria-hidden="true">{right ? '✓' : '✗'}</span> {t.practice.yourAnswer} <b>{word(said)}</b></p>
      {!right && <p><span className="mark-sign" aria-hidden="true">→</span> {t.practice.knownAnswer} <b>{word(known)}</b></p>}
    </section>
  )
}

function ObjectLine({ one, mark, answer, chosen, onSelect }: { one: MarkedObject; mark: Mark; answer: LabelDocument; chosen: boolean; onSelect(): void }) {
  const outcome = outcomeOf(one)
  /** By mouse the focus stays where it was, so that Enter goes on. */
  function pick(event: MouseEvent<HTMLButtonElement>) {
    if (event.detail > 0) event.currentTarget.blur()
    onSelect()
  }
  const known = mark.known.objects.find((object) => object.id === one.known)
  const said = answer.objects.find((object) => object.id === one.answered)
  return (
    <button type="button" className={chosen ? 'plain chosen' : 'plain'} aria-pressed={chosen} onClick={pick}>
      <span className={outcome === 'right' ? 'mark-sign good' : 'mark-sign bad'} aria-hidden="true">{outcome === 'right' ? '✓' : outcome === 'loose' ? '≈' : outcome === 'missed' ? '−' : outcome === 'extra' ? '+' : '✗'}</span>
      <span>
        {(known ?? said)?.class} · {t.practice.outcomes[outcome]}
        {outcome === 'wrongClass' && ` (${t.practice.youSaid(said?.class ?? '')})`}
        {one.known !== undefined && one.answered !== undefined && <span className="quiet"> · {t.practice.overlap(sayShare(one.likeness))}</span>}
      </span>
    </button>
  )
}
