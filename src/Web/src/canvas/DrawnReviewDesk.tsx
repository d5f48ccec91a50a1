import { useMemo, useRef, useState } from 'react'
import { KeyList, Keys } from '../commands/KeyList'
import { useCommands } from '../commands/useCommands'
import { wrongs } from '../labels/asked'
import { nothingSaid, readLabels, type LabelDocument } from '../labels/labels'
import { GuidelinePanel } from '../projects/GuidelinePanel'
import { Opinions } from '../reviews/Opinions'
import { RejectDialog } from '../reviews/RejectDialog'
import { useReviewing } from '../reviews/useReviewing'
import type { DataSpec } from '../specs/spec'
import { Canvas, type CanvasHandle } from './Canvas'
import { verdictCommands, type VerdictContext } from './commands'
import { ClassList, ObjectList, ObjectQuestions, SampleQuestions } from './panels'
import { sceneOf, useDrawing } from './useDrawing'

/** What was drawn, to accept, mend in place, or reject. */
export function DrawnReviewDesk({ project, spec }: { project: string; spec: DataSpec }) {
  const { state, happened, give, ask } = useReviewing(project)
  const canvas = useRef<CanvasHandle>(null)
  const [overlay, setOverlay] = useState<'reject' | 'help' | null>(null)
  const [guideline, setGuideline] = useState(false)
  const task = state.tasks[0]
  const candidate = useMemo(() => (task?.candidate ? readLabels(task.candidate) : undefined), [task])
  const labels = state.correction ?? candidate ?? nothingSaid
  const correct = (to: LabelDocument) => happened(JSON.stringify(to) === JSON.stringify(candidate) ? { type: 'reverted' } : { type: 'corrected', labels: to })
  const it = useDrawing({ spec, canvas, task, labels, lookingBack: false, changed: correct })
  const sampleWrongs = wrongs(spec, labels)
  const isWhole = it.wrongs().length === 0 && Object.keys(sampleWrongs).length === 0

  const context: VerdictContext = {
    draws: !!task, covered: overlay !== null, hasSelected: it.drawing.selected.length > 0,
    mayAccept: !!candidate && !state.correction,
    accept: () => give({ verdict: 'accept' }),
    confirm() {
      if (it.busy()) it.give({ type: 'confirm' })
      else if (state.correction && isWhole) give({ verdict: 'correct', labels: state.correction })
    },
    reject: () => setOverlay('reject'),
    cancel: it.cancel, remove: () => it.give({ type: 'back' }),
    undo: () => (it.busy() ? it.give({ type: 'back' }) : it.act({ type: 'undo' })), redo: () => it.act({ type: 'redo' }),
    select: it.selectTool, selectNext: it.selectNext, pickClass: it.pickClass, duplicate: it.duplicate, nudge: it.nudge,
    zoom: (by) => canvas.current?.zoom(by), toggleGuideline: () => setGuideline(!guideline), help: () => setOverlay('help'),
  }
  const commands = useMemo(() => verdictCommands(spec), [spec])
  useCommands(commands, context)

  return (
    <main className={guideline ? 'desk with-guideline' : 'desk'}>
      {task
        ? <Canvas key={task.id} canvas={canvas} sample={task.sample} scene={(cursor) => sceneOf(it, spec, task, cursor)} onInput={it.give} onShown={it.shown} />
        : (
          <div className="stage">{state.empty && (
            <div className="calm" role="status">
              <h2>Nothing waits for review</h2>
              <p className="quiet">This page asks again by itself.</p>
              <button onClick={ask}>Ask now</button>
            </div>
          )}</div>
        )}
      <aside className="panel" aria-label="Review">
        <div className="panel-scroll">
          {task && <Opinions task={task} order={spec.properties.map((rule) => rule.name)} />}
          {task && <ObjectList spec={spec} drawing={it.drawing} wrong={state.correction ? it.wrongs() : []} onSelect={(id) => it.select([id])} />}
          {task && <ObjectQuestions spec={spec} drawing={it.drawing} tried={!!state.correction} onAct={it.act} />}
          {task && <SampleQuestions spec={spec} labels={labels} wrongs={state.correction ? sampleWrongs : {}} onAnswer={correct} />}
          {task && <ClassList spec={spec} active={it.className} selecting={it.tool.name === 'select'} onPick={it.pickClass} onSelect={it.selectTool} />}
        </div>
        <div className="panel-foot">
          {task && (
            <>
              {state.correction
                ? <button className="primary" onClick={context.confirm} disabled={!isWhole}>Correct <kbd>Enter</kbd></button>
                : <button className="primary" onClick={context.accept} disabled={!candidate}>Accept <kbd>A</kbd></button>}
              <button onClick={context.reject}>Reject <kbd>R</kbd></button>
            </>
          )}
        </div>
      </aside>
      {guideline && <GuidelinePanel project={project} onClose={() => setGuideline(false)} />}
      <footer className="hints">
        <span className="sample-name">{task?.sample.externalId}</span>
        <span className="bar-space" />
        <span className="quiet tabular">{state.given.length} reviewed here</span>
        <button className="plain" onClick={context.toggleGuideline}><Keys of="G" /> Guideline</button>
        <button className="plain" onClick={context.help}><Keys of="?" /> Keys</button>
      </footer>
      {overlay === 'help' && <KeyList commands={commands} onClose={() => setOverlay(null)} />}
      {overlay === 'reject' && <RejectDialog onClose={() => setOverlay(null)} onReject={(comment) => { setOverlay(null); give({ verdict: 'reject', comment }) }} />}
    </main>
  )
}
