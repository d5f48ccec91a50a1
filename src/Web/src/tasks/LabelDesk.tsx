import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { CanvasHandle } from '../canvas/Canvas'
import { leaveField, useCommands } from '../commands/useCommands'
import type { KeptAct } from '../canvas/restored'
import { Desk, useDesk } from '../desk/Desk'
import { useFirstLook } from '../desk/firstLook'
import { onceOfTwo } from '../desk/twice'
import { WorkHints } from '../desk/WorkHints'
import { AnswerPanel } from '../labels/AnswerPanel'
import { answer, asked, nextToAnswer, wrongs } from '../labels/asked'
import { choicesOf, choose, type Choice } from '../labels/choices'
import { ClassSearch } from '../labels/ClassSearch'
import type { Answer } from '../labels/labels'
import { t } from '../i18n/texts'
import { soleChoice, type DataSpec, type PropertyRule } from '../specs/spec'
import { toast } from '../ui/toasts'
import { labelCommands, takenKeys, type LabelContext } from './commands'
import { DoneNote, HeldNotes, NoTaskNote } from './notes'
import { LeftNotes } from './LeftNotes'
import { SampleView } from './SampleView'
import { keepSettings, readSettings } from './settings'
import { SkipDialog } from './SkipDialog'
import { useSpecOf } from './useSpecOf'
import { useAnswering } from './useAnswering'
import type { AtDesk } from './useWorkbench'
import { current, isLookingBack, lookedAt, openedLeft } from './work'

/** The picture, the questions, and everything one can do about them by a key. */
export function LabelDesk({ project, spec: newest, at: { bench, work }, lead, practising }: {
  project: string
  spec: { version: number; document: DataSpec }
  at: AtDesk
  /** Above all else in the panel. */
  lead?: ReactNode
  /** Nothing counts: no questions are asked about what is on the desk. */
  practising?: boolean
}) {
  const held = current(work)
  const done = lookedAt(work)
  const onScreen = held ?? done ?? openedLeft(work)
  const lookingBack = isLookingBack(work)
  const spec = useSpecOf(project, onScreen?.task.specVersion, newest)
  const fast = soleChoice(spec)
  const [settings, setSettings] = useState(() => readSettings(project, { submitAtOnce: true }))
  const desk = useDesk()
  const [activeName, setActiveName] = useState<string>()
  const [tried, setTried] = useState<string>()
  const shown = useRef<string>(undefined)
  const canvas = useRef<CanvasHandle>(null)
  const look = useFirstLook()

  const rules = onScreen ? asked(spec, onScreen.labels) : []
  const active = rules.find((rule) => rule.name === activeName)
    ?? (held?.origin === 'nothing' || held?.origin === 'person' ? nextToAnswer(spec, held.labels) : undefined) ?? rules[0]
  const wrong = held ? wrongs(spec, held.labels) : {}
  useEffect(() => {
    setActiveName(undefined)
    setTried(undefined)
  }, [held?.task.id])

  const answering = useAnswering({ task: held?.task, labels: held?.labels, kept: held?.steps as readonly KeptAct[] | undefined, changed: (labels, step) => bench?.answer(labels, step) })

  /** Nobody answers what is not on screen yet. Not state: a key may come before the page is drawn anew. */
  const canAnswer = () => shown.current === held?.task.id

  function give(rule: PropertyRule, value: Answer | undefined, goesOn?: boolean) {
    if (!bench || !held || !canAnswer()) return
    const labels = answer(spec, held.labels, rule.name, value)
    answering.act({ type: 'answers', answers: labels.properties, ...(goesOn && { goesOn }) })
    const isWhole = rule.type === 'option' || rule.type === 'boolean'
    setActiveName(((isWhole && nextToAnswer(spec, labels)) || rule).name)
  }

  /** By key: with one question, that is the whole answer. */
  function pick(choice: Choice | undefined, rule = active) {
    if (!choice || !rule || !bench || !held || !canAnswer()) return
    give(rule, choose(rule, held.labels.properties[rule.name], choice))
    if (fast && settings.submitAtOnce) bench.submit()
  }

  function submit() {
    if (!bench || !held || !canAnswer()) return
    const first = Object.keys(wrong)[0]
    if (first === undefined) return bench.submit()
    setTried(held.task.id)
    setActiveName(first)
  }

  /** By key: one that was meant for the task before does nothing. */
  function submitByKey() {
    if (held && bench && look.isTooSoon(held.task.id, current(bench.work)?.origin === 'person')) return toast(t.desk.tooSoon)
    submit()
  }

  const context: LabelContext = {
    answering: !!held,
    asks: !!held && !practising,
    lookingBack,
    hasDone: work.done.length > 0,
    active,
    asked: rules,
    covered: desk.covered,
    choose: (index) => pick(active && choicesOf(active)[index]),
    chooseNamed(key) {
      const rule = rules.find((one) => choicesOf(one).some((choice) => choice.key === key))
      if (rule) pick(choicesOf(rule).find((choice) => choice.key === key), rule)
    },
    submit: submitByKey,
    undo: () => canAnswer() && answering.act({ type: 'undo' }),
    redo: () => canAnswer() && answering.act({ type: 'redo' }),
    skip: () => desk.open('skip'),
    back: () => bench?.back(),
    forward: () => bench?.forward(),
    ...desk.commands,
    search: () => desk.open('search'),
    moveActive(by) {
      const at = rules.findIndex((rule) => rule === active) + by
      setActiveName(rules[Math.max(0, Math.min(at, rules.length - 1))]?.name)
    },
    toggleSubmitAtOnce: () => changeSettings(!settings.submitAtOnce),
    zoom: (by) => canvas.current?.zoom(by),
    leave() {
      if (leaveField()) return
      if (desk.guideline) desk.closeGuideline()
      else while (bench && isLookingBack(bench.work)) bench.forward()
    },
  }
  const commands = useMemo(() => labelCommands(spec), [spec])
  useCommands(commands, context)

  function changeSettings(submitAtOnce: boolean) {
    setSettings({ submitAtOnce })
    keepSettings(project, { submitAtOnce })
    toast(submitAtOnce ? t.desk.numberSubmitsNow : t.desk.numberChoosesNow)
  }

  function titleOf({ id, title }: { id: string; title: string }) {
    const number = /^choose(\d+)$/.exec(id)
    return number ? active && choicesOf(active)[Number(number[1]) - 1]?.name : title
  }

  return (
    <Desk
      project={project} desk={desk} name={t.desk.answer} held={practising ? undefined : held?.task} onWaits={(task) => bench?.waits(task)} sample={onScreen?.task.sample} commands={commands} context={context} titleOf={titleOf}
      stage={onScreen
        ? <SampleView key={onScreen.task.id} sample={onScreen.task.sample} media={spec.media} canvas={canvas} onShown={() => { shown.current = onScreen.task.id; look.shown(onScreen.task.id) }} />
        : <div className="stage">{!work.asking || work.none || work.problem ? <NoTaskNote work={work} onAsk={() => bench?.ask()} /> : null}</div>}
      foot={
        <>
          {held && <button className="primary" onClick={onceOfTwo(submit)}>{t.desk.submit} <kbd>Enter</kbd></button>}
          {held && <button onClick={context.skip}>{t.desk.skip} <kbd>X</kbd></button>}
          {lookingBack && <button className="primary" onClick={context.leave}>{t.desk.toTheTask} <kbd>Esc</kbd></button>}
          {fast && (
            <label className="check">
              <input type="checkbox" checked={settings.submitAtOnce} onChange={(event) => changeSettings(event.target.checked)} />
              {t.desk.numberSubmits}
            </label>
          )}
        </>
      }
      hints={<WorkHints work={work} onBack={context.back} onForward={context.forward} />}
      dialogs={
        <>
          {desk.overlay === 'skip' && held && <SkipDialog onClose={desk.close} onSkip={(reason) => { desk.close(); bench?.skip(reason) }} />}
          {desk.overlay === 'search' && active && (
            <ClassSearch title={active.name} choices={choicesOf(active)} onClose={desk.close} onChoose={(choice) => { desk.close(); pick(choice) }} />
          )}
        </>
      }
    >
      {lead}
      <LeftNotes bench={bench} work={work} />
      {held && <HeldNotes held={held} staleSpec={held.task.specVersion < newest.version} />}
      {done && <DoneNote done={done} at={work.lookingAt! + 1} of={work.done.length} />}
      {onScreen && (
        <AnswerPanel
          spec={spec} labels={onScreen.labels} active={held ? active?.name : undefined} wrongs={held && tried === held.task.id ? wrong : undefined}
          takenKeys={takenKeys} suggested={held?.origin === 'suggestion'} onAnswer={held ? give : undefined} onActive={(rule) => setActiveName(rule.name)}
        />
      )}
    </Desk>
  )
}
