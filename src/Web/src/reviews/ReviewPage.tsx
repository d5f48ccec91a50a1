import { useEffect, useRef, useState } from 'react'
import { useParams } from 'react-router'
import { useGet } from '../api/useGet'
import { CanvasPlace } from '../canvas/CanvasPlace'
import { DrawnReviewDesk } from '../canvas/DrawnReviewDesk'
import { useCommands } from '../commands/useCommands'
import { AnswerPanel } from '../labels/AnswerPanel'
import { answer, asked, wrongs } from '../labels/asked'
import { choicesOf, choose } from '../labels/choices'
import { nothingSaid, readLabels, type Answer } from '../labels/labels'
import { canDraw, readSpec, wantsDrawing, type DataSpec, type PropertyRule, type VersionedSpec } from '../specs/spec'
import type { CanvasHandle } from '../canvas/Canvas'
import { useDesk } from '../desk/Desk'
import { t } from '../i18n/texts'
import { SampleView } from '../tasks/SampleView'
import { ProblemPage } from '../ui/ProblemPage'
import { reviewCommands, type ReviewContext } from './commands'
import { Opinions } from './Opinions'
import { ReviewDesk } from './ReviewDesk'
import { useReviewing } from './useReviewing'

export default function ReviewPage() {
  const project = useParams().project!
  const { data: spec, problem } = useGet<VersionedSpec>(`/projects/${project}/spec`)
  if (problem) return <ProblemPage problem={problem} />
  if (!spec) return <main className="desk" aria-busy="true" />
  const document = readSpec(spec.document)
  if (wantsDrawing(document) && canDraw(document)) return <DrawnReviewDesk key={project} project={project} spec={document} />
  if (wantsDrawing(document)) return <main className="desk"><CanvasPlace classes={document.classes.map((one) => one.name)} /></main>
  return <AnswerReviewDesk key={project} project={project} spec={document} />
}

/** The picture, what people and the model say, and the verdict. */
function AnswerReviewDesk({ project, spec }: { project: string; spec: DataSpec }) {
  const { state, happened, give, byKey, shown, ask } = useReviewing(project)
  const desk = useDesk()
  const [activeName, setActiveName] = useState<string>()
  const canvas = useRef<CanvasHandle>(null)
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

  const accept = () => give({ verdict: 'accept' })
  const saveCorrection = () => state.correction && Object.keys(wrong).length === 0 && give({ verdict: 'correct', labels: state.correction })

  const context: ReviewContext = {
    hasTask: !!task,
    hasCandidate: !!candidate,
    corrected: state.correction !== null,
    active,
    accept: () => byKey(accept),
    correct: () => byKey(saveCorrection),
    reject: () => desk.open('reject'),
    compare: () => desk.open('compare'),
    choose(index) {
      const choice = active && choicesOf(active)[index]
      if (choice) correct(active, choose(active, labels.properties[active.name], choice))
    },
    revert: () => happened({ type: 'reverted' }),
    zoom: (by) => canvas.current?.zoom(by),
    ...desk.commands,
  }
  useCommands(reviewCommands, context)

  return (
    <ReviewDesk
      project={project} spec={spec} desk={desk} state={state} hasCandidate={!!candidate} isWhole={Object.keys(wrong).length === 0} commands={reviewCommands} context={context}
      titleOf={({ id, title }) => (/^choose/.test(id) ? active && choicesOf(active)[Number(id.slice(6)) - 1]?.name : title)}
      onAccept={accept} onCorrect={saveCorrection} give={give} ask={ask}
      stage={task && <SampleView key={task.id} sample={task.sample} media={spec.media} canvas={canvas} onShown={() => shown(task.id)} />}
    >
      {task && <Opinions task={task} order={spec.properties.map((rule) => rule.name)} onCompare={context.compare} />}
      {task && (
        <section aria-label={state.correction ? t.desk.yourCorrection : t.desk.candidate}>
          <h2 className="panel-title">{state.correction ? t.desk.yourCorrection : candidate ? t.desk.candidate : t.desk.noCandidate}</h2>
          <AnswerPanel compact spec={spec} labels={labels} active={active?.name} wrongs={wrong} onAnswer={correct} onActive={(rule) => setActiveName(rule.name)} />
        </section>
      )}
    </ReviewDesk>
  )
}
