import { useMemo, useRef, useState } from 'react'
import { KeyList } from '../commands/KeyList'
import { useCommands } from '../commands/useCommands'
import { wrongs } from '../labels/asked'
import { GuidelinePanel } from '../projects/GuidelinePanel'
import type { DataSpec } from '../specs/spec'
import { DoneNote, HeldNotes, KeyHints, NoTaskNote } from '../tasks/notes'
import { SkipDialog } from '../tasks/SkipDialog'
import { useSpecOf } from '../tasks/useSpecOf'
import { useWorkbench } from '../tasks/useWorkbench'
import { current, lookedAt } from '../tasks/work'
import { Canvas, type CanvasHandle } from './Canvas'
import { drawCommands, type DrawContext } from './commands'
import { ClassList, ObjectList, ObjectQuestions, SampleQuestions } from './panels'
import { sceneOf, useDrawing } from './useDrawing'

/** The picture, the shapes on it, and everything one can do about them. */
export function DrawDesk({ project, spec: newest }: { project: string; spec: { version: number; document: DataSpec } }) {
  const { bench, work } = useWorkbench(project)
  const held = current(work)
  const done = lookedAt(work)
  const onScreen = held ?? done
  const spec = useSpecOf(project, onScreen?.task.specVersion, newest)
  const canvas = useRef<CanvasHandle>(null)
  const [overlay, setOverlay] = useState<'skip' | 'help' | null>(null)
  const [guideline, setGuideline] = useState(false)
  const [tried, setTried] = useState<string>()
  const it = useDrawing({
    spec, canvas, task: onScreen?.task, labels: onScreen?.labels, lookingBack: !held,
    changed: (labels) => bench?.answer(labels),
  })
  const wrong = held ? it.wrongs() : []
  const sampleWrongs = held ? wrongs(spec, { ...held.labels, objects: [...it.drawing.objects] }) : {}

  function submit() {
    if (!bench || !held || !it.isShown()) return
    if (wrong.length === 0 && Object.keys(sampleWrongs).length === 0) return bench.submit()
    setTried(held.task.id)
    if (wrong[0]) it.select([wrong[0]])
  }

  const context: DrawContext = {
    draws: !!held, lookingBack: work.lookingAt !== null, hasDone: work.done.length > 0, covered: overlay !== null,
    hasSelected: it.drawing.selected.length > 0,
    confirm: () => (it.busy() ? it.give({ type: 'confirm' }) : submit()),
    submit, skip: () => setOverlay('skip'),
    cancel() {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      if (guideline) setGuideline(false)
      else if (held) it.cancel()
      else while (bench && bench.work.lookingAt !== null) bench.forward()
    },
    remove: () => it.give({ type: 'back' }),
    undo: () => (it.busy() ? it.give({ type: 'back' }) : it.act({ type: 'undo' })),
    redo: () => it.act({ type: 'redo' }),
    select: it.selectTool, selectNext: it.selectNext, pickClass: it.pickClass, duplicate: it.duplicate, nudge: it.nudge,
    zoom: (by) => canvas.current?.zoom(by),
    back: () => bench?.back(), forward: () => bench?.forward(),
    toggleGuideline: () => setGuideline(!guideline), help: () => setOverlay('help'),
  }
  const commands = useMemo(() => drawCommands(spec), [spec])
  useCommands(commands, context)

  return (
    <main className={guideline ? 'desk with-guideline' : 'desk'}>
      {onScreen
        ? <Canvas key={onScreen.task.id} canvas={canvas} sample={onScreen.task.sample} scene={(cursor) => sceneOf(it, spec, onScreen.task, cursor)} onInput={held && it.give} onShown={it.shown} />
        : <div className="stage">{!work.asking || work.none || work.problem ? <NoTaskNote work={work} onAsk={() => bench?.ask()} /> : null}</div>}
      <aside className="panel" aria-label="Answer">
        <div className="panel-scroll">
          {held && <HeldNotes held={held} staleSpec={held.task.specVersion !== newest.version} />}
          {done && <DoneNote done={done} at={work.lookingAt! + 1} of={work.done.length} />}
          {held && <ClassList spec={spec} active={it.className} selecting={it.tool.name === 'select'} onPick={it.pickClass} onSelect={it.selectTool} />}
          {onScreen && <ObjectList spec={spec} drawing={it.drawing} wrong={tried === held?.task.id ? wrong : []} onSelect={held && ((id) => it.select([id]))} />}
          {held && <ObjectQuestions spec={spec} drawing={it.drawing} tried={tried === held.task.id} onAct={it.act} />}
          {onScreen && <SampleQuestions spec={spec} labels={{ ...onScreen.labels, objects: [...it.drawing.objects] }} wrongs={held && tried === held.task.id ? sampleWrongs : {}} onAnswer={held && ((labels) => bench?.answer(labels))} />}
        </div>
        <div className="panel-foot">
          {held && <button className="primary" onClick={submit}>Submit <kbd>Enter</kbd></button>}
          {held && <button onClick={() => setOverlay('skip')}>Skip <kbd>X</kbd></button>}
          {done && <button className="primary" onClick={context.cancel}>To the task <kbd>Esc</kbd></button>}
        </div>
      </aside>
      {guideline && <GuidelinePanel project={project} onClose={() => setGuideline(false)} />}
      <KeyHints work={work} sample={onScreen?.task.sample} onBack={context.back} onForward={context.forward} onGuideline={context.toggleGuideline} onHelp={context.help} />
      {overlay === 'help' && <KeyList commands={commands} onClose={() => setOverlay(null)} />}
      {overlay === 'skip' && held && <SkipDialog onClose={() => setOverlay(null)} onSkip={(reason) => { setOverlay(null); bench?.skip(reason) }} />}
    </main>
  )
}
