import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { leaveField, useCommands } from '../commands/useCommands'
import { Desk, useDesk } from '../desk/Desk'
import { useFirstLook } from '../desk/firstLook'
import { onceOfTwo } from '../desk/twice'
import { WorkHints } from '../desk/WorkHints'
import { t } from '../i18n/texts'
import { wrongs } from '../labels/asked'
import { focusQuestion } from '../labels/choiceKeysHere'
import { ClassSearch } from '../labels/ClassSearch'
import { readLabels } from '../labels/labels'
import { MarkList } from '../reviews/MarkList'
import { numbersOf, pinsOf } from '../reviews/marks'
import type { DataSpec } from '../specs/spec'
import { LeftNotes } from '../tasks/LeftNotes'
import { DoneNote, HeldNotes, NoTaskNote } from '../tasks/notes'
import { SkipDialog } from '../tasks/SkipDialog'
import { useSpecOf } from '../tasks/useSpecOf'
import type { AtDesk } from '../tasks/useWorkbench'
import { current, isLookingBack, lookedAt, openedLeft } from '../tasks/work'
import { toast } from '../ui/toasts'
import type { CanvasHandle } from './Canvas'
import { drawCommands, type DrawContext } from './commands'
import { labelsOf } from './drawing'
import { OutlineHint } from './OutlineHint'
import { LookOfPicture } from './LookOfPicture'
import { ClassList, ObjectList, ObjectQuestions, SampleQuestions, SuggestionNote } from './panels'
import type { KeptAct } from './restored'
import { shapeContext } from './shapeContext'
import { useCanvasSettings } from './settings'
import { Stage } from './Stage'
import { ToolRow } from './ToolRow'
import { measure } from './suggestions'
import { useDrawing } from './useDrawing'

/** The sample, what is marked on it, and everything one can do about it. */
export function DrawDesk({ project, spec: newest, at: { bench, work }, lead, practising }: {
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
  const settings = useCanvasSettings()
  const canvas = useRef<CanvasHandle>(null)
  const desk = useDesk()
  const look = useFirstLook()
  const [tried, setTried] = useState<string>()
  const it = useDrawing({
    spec, canvas, task: onScreen?.task, labels: onScreen?.labels, kept: held?.steps as readonly KeptAct[] | undefined, lookingBack: !held, brushPx: settings.brushPx,
    changed: (labels, act) => bench?.answer(labels, { ...act }),
  })
  const marks = held?.task.returned?.marks ?? []
  const seenTo: ReadonlySet<number> = new Set(held?.seenTo)
  // Pins are drawn with the picture, which React does not see.
  useEffect(() => canvas.current?.paint(), [seenTo.size])
  const suggested = held ? it.suggested() : new Set<string>()
  const wrong = held ? it.wrongs() : []
  const sampleWrongs = held ? wrongs(spec, labelsOf(it.drawing)) : {}
  const hasTried = !!held && tried === held.task.id

  function submit() {
    if (!bench || !held || !it.isShown()) return
    it.finishBegun()
    // Asked anew: the page has not been drawn since what was begun is finished.
    const [first] = it.wrongs()
    if (first !== undefined || Object.keys(wrongs(spec, labelsOf(it.drawing))).length > 0) {
      setTried(held.task.id)
      if (first !== undefined) it.select([first])
      return focusQuestion('wrong')
    }
    const { prelabel } = held.task
    bench.submit(prelabel && prelabel.objects.length > 0 ? { edits: measure(labelsOf(it.drawing), readLabels(prelabel)) } : {})
  }

  /** By key: one that was meant for the task before does nothing. */
  function submitByKey() {
    it.finishBegun()
    if (held && bench && it.isShown() && look.isTooSoon(held.task.id, current(bench.work)?.origin === 'person')) return toast(t.desk.tooSoon)
    submit()
  }

  /** Enter closes the shape that is being drawn; where there is none, or where it is none yet, it says so or hands in. */
  function confirm() {
    if (!it.busy()) return submitByKey()
    it.give({ type: 'confirm' })
    if (it.busy()) toast(t.canvas.notWhole)
  }

  const context: DrawContext = {
    ...shapeContext(it, spec, canvas, settings), ...desk.commands,
    draws: !!held, asks: !!held && !practising, pins: false, pin() {}, lookingBack, hasDone: work.done.length > 0, covered: desk.covered,
    confirm, submit: submitByKey, skip: () => desk.open('skip'), search: () => desk.open('search'),
    cancel() {
      const isLeft = leaveField()
      if (it.busy()) it.cancel()
      else if (isLeft) return
      else if (desk.guideline) desk.closeGuideline()
      else if (held) it.cancel()
      else while (bench && isLookingBack(bench.work)) bench.forward()
    },
    back() {
      it.finishBegun()
      bench?.back()
    },
    forward: () => bench?.forward(),
  }
  const commands = useMemo(() => drawCommands(spec), [spec])
  useCommands(commands, context)

  return (
    <Desk
      project={project} desk={desk} name={t.desk.answer} held={practising ? undefined : held?.task} onWaits={(task) => bench?.waits(task)} sample={onScreen?.task.sample} commands={commands} context={context}
      stage={onScreen
        ? <><Stage it={it} task={onScreen.task} spec={spec} canvas={canvas} settings={settings} fixed={!held} onShown={look.shown} pins={() => pinsOf(marks, it.drawing.objects, seenTo)} />{held && <OutlineHint tool={it.tool} />}</>
        : <div className="stage">{!work.asking || work.none || work.problem ? <NoTaskNote work={work} onAsk={() => bench?.ask()} /> : null}</div>}
      about={held && <ObjectQuestions spec={spec} drawing={it.drawing} tried={hasTried} onAct={it.act} />}
      foot={
        <>
          {held && <ToolRow it={it} context={context} />}
          {held && <button className="primary" onClick={onceOfTwo(submit)}>{t.desk.submit} <kbd>Enter</kbd></button>}
          {held && <button onClick={context.skip}>{t.desk.skip} <kbd>X</kbd></button>}
          {lookingBack && <button className="primary" onClick={context.cancel}>{t.desk.toTheTask} <kbd>Esc</kbd></button>}
        </>
      }
      hints={<WorkHints work={work} onBack={context.back} onForward={context.forward} />}
      dialogs={
        <>
          {desk.overlay === 'skip' && held && <SkipDialog onClose={desk.close} onSkip={(reason) => { desk.close(); bench?.skip(reason) }} />}
          {desk.overlay === 'search' && <SearchClasses spec={spec} onPick={(index) => { desk.close(); it.pickClass(index) }} onClose={desk.close} />}
        </>
      }
    >
      {lead}
      <LeftNotes bench={bench} work={work} />
      {held && <HeldNotes held={held} staleSpec={held.task.specVersion < newest.version} drawn />}
      {done && <DoneNote done={done} at={work.lookingAt! + 1} of={work.done.length} />}
      {held && <MarkList marks={marks} objects={it.drawing.objects} ticked={seenTo} onTick={(index) => bench?.seeTo(index)} onSelect={(id) => it.select([id])} />}
      <SuggestionNote count={suggested.size} onAccept={context.acceptAll} onDrop={context.dropSuggestions} />
      {held && <ClassList spec={spec} active={it.className} tool={it.tool.name} onPick={it.pickClass} context={context} />}
      {onScreen && <ObjectList spec={spec} drawing={it.drawing} suggested={suggested} wrong={hasTried ? wrong : []} marks={numbersOf(marks)} onSelect={held && ((id) => it.select([id]))} onAct={held && it.act} />}
      {onScreen && <SampleQuestions spec={spec} drawing={it.drawing} wrongs={hasTried ? sampleWrongs : {}} onAct={held && it.act} />}
      {onScreen && spec.media === 'image' && <LookOfPicture context={context} settings={settings} />}
    </Desk>
  )
}

export function SearchClasses({ spec, onPick, onClose }: { spec: DataSpec; onPick(index: number): void; onClose(): void }) {
  const choices = spec.classes.map(({ name, color }) => ({ name, value: name, color }))
  return <ClassSearch title={t.canvas.groups.classes} choices={choices} onChoose={(choice) => onPick(choices.findIndex((one) => one.name === choice.name))} onClose={onClose} />
}
