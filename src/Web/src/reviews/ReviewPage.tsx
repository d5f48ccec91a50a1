import { useEffect, useRef, useState } from 'react'
import { useParams } from 'react-router'
import { useGet } from '../api/useGet'
import { CanvasPlace } from '../canvas/CanvasPlace'
import { DrawnReviewDesk } from '../canvas/DrawnReviewDesk'
import { KeyList, Keys } from '../commands/KeyList'
import { useCommands } from '../commands/useCommands'
import { AnswerPanel } from '../labels/AnswerPanel'
import { answer, asked, wrongs } from '../labels/asked'
import { choicesOf, choose } from '../labels/choices'
import { nothingSaid, readLabels, type Answer } from '../labels/labels'
import { GuidelinePanel } from '../projects/GuidelinePanel'
import { canDraw, readSpec, wantsDrawing, type DataSpec, type PropertyRule, type VersionedSpec } from '../specs/spec'
import type { Zoom } from '../tasks/Picture'
import { SampleView } from '../tasks/SampleView'
import { ProblemNote } from '../ui/ProblemNote'
import { reviewCommands, type ReviewContext } from './commands'
import { Opinions } from './Opinions'
import { RejectDialog } from './RejectDialog'
import { useReviewing } from './useReviewing'

export default function ReviewPage() {
  const project = useParams().project!
  const { data: spec, problem } = useGet<VersionedSpec>(`/projects/${project}/spec`)
  if (problem) return <main className="page"><ProblemNote problem={problem} /></main>
  if (!spec) return <main className="desk" aria-busy="true" />
  const document = readSpec(spec.document)
  if (wantsDrawing(document) && canDraw(document)) return <DrawnReviewDesk key={project} project={project} spec={document} />
  if (wantsDrawing(document)) return <main className="desk"><CanvasPlace classes={document.classes.map((one) => one.name)} /></main>
  return <ReviewDesk key={project} project={project} spec={document} />
}

/** The picture, what people and the model say, and the verdict. */
function ReviewDesk({ project, spec }: { project: string; spec: DataSpec }) {
  const { state, happened, give, ask } = useReviewing(project)
  const [overlay, setOverlay] = useState<'reject' | 'help' | null>(null)
  const [guideline, setGuideline] = useState(false)
  const [activeName, setActiveName] = useState<string>()
  const zoom = useRef<Zoom>(null)
  const task = state.tasks[0]
  const candidate = task?.candidate ? readLabels(task.candidate) : undefined
  const labels = state.correction ?? candidate ?? nothingSaid
  const rules = asked(spec, labels)
  const active = rules.find((rule) => rule.name === activeName) ?? rules[0]
  const wrong = state.correction ? wrongs(spec, state.correction) : {}
  useEffect(() => setActiveName(undefined), [task?.id])

  function correct(rule: PropertyRule, value: Answer | undefined) {
    const labels_ = answer(spec, labels, rule.name, value)
    const same = candidate && JSON.stringify(labels_) === JSON.stringify(candidate)
    happened(same ? { type: 'reverted' } : { type: 'corrected', labels: labels_ })
    setActiveName(rule.name)
  }

  const context: ReviewContext = {
    hasTask: !!task,
    hasCandidate: !!candidate,
    corrected: state.correction !== null,
    active,
    accept: () => give({ verdict: 'accept' }),
    correct: () => state.correction && Object.keys(wrong).length === 0 && give({ verdict: 'correct', labels: state.correction }),
    reject: () => setOverlay('reject'),
    choose(index) {
      const choice = active && choicesOf(active)[index]
      if (choice) correct(active, choose(active, labels.properties[active.name], choice))
    },
    revert: () => happened({ type: 'reverted' }),
    zoom: (by) => zoom.current?.by(by),
    toggleGuideline: () => setGuideline(!guideline),
    help: () => setOverlay('help'),
  }
  useCommands(reviewCommands, context)

  return (
    <main className={guideline ? 'desk with-guideline' : 'desk'}>
      {task ? <SampleView key={task.id} sample={task.sample} media={spec.media} zoom={zoom} /> : (
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
          {task && (
            <section aria-label={state.correction ? 'Your correction' : 'Candidate'}>
              <h2 className="panel-title">{state.correction ? 'Your correction' : candidate ? 'Candidate' : 'No candidate: choose one'}</h2>
              <AnswerPanel compact spec={spec} labels={labels} active={active?.name} wrongs={wrong} onAnswer={correct} onActive={(rule) => setActiveName(rule.name)} />
            </section>
          )}
        </div>
        <div className="panel-foot">
          {task && (
            <>
              {state.correction
                ? <button className="primary" onClick={context.correct} disabled={Object.keys(wrong).length > 0}>Correct <kbd>Enter</kbd></button>
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
      {overlay === 'help' && (
        <KeyList
          commands={reviewCommands}
          titleOf={({ id, title }) => (/^choose/.test(id) ? active && choicesOf(active)[Number(id.slice(6)) - 1]?.name : title)}
          onClose={() => setOverlay(null)}
        />
      )}
      {overlay === 'reject' && (
        <RejectDialog onClose={() => setOverlay(null)} onReject={(comment) => { setOverlay(null); give({ verdict: 'reject', comment }) }} />
      )}
    </main>
  )
}
