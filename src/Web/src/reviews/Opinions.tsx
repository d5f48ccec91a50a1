import { readLabels, sayAnswers } from '../labels/labels'
import { sayShare } from '../ui/say'
import { reasonWords, type ReviewTask } from './review'

/** Why this task is here, and what everybody said about it. */
export function Opinions({ task, order }: { task: ReviewTask; order: readonly string[] }) {
  return (
    <section className="opinions" aria-label="Opinions">
      <p className="note"><b>{task.reason ? reasonWords[task.reason] ?? task.reason : 'To review'}</b>{typeof task.confidence === 'number' && <span className="quiet"> · confidence {sayShare(task.confidence)}</span>}</p>
      <dl>
        {task.annotations.map((annotation) => (
          <div key={annotation.id}>
            <dt title={annotation.name ?? annotation.annotator}>{annotation.name ?? annotation.annotator}</dt>
            <dd>{sayAnswers(readLabels(annotation.labels), order)}</dd>
          </div>
        ))}
        {task.skips?.map((skip, i) => (
          <div key={`skip${i}`}><dt>{skip.by}</dt><dd className="quiet">skipped: {skip.reason}</dd></div>
        ))}
        {task.prediction && (
          <div className="of-model">
            <dt title={sayModel(task.prediction.model)}>model</dt>
            <dd>
              {sayAnswers(readLabels(task.prediction.labels), order)}
              {typeof task.prediction.confidence === 'number' && <span className="quiet"> {sayShare(task.prediction.confidence)}</span>}
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}

function sayModel(model: NonNullable<ReviewTask['prediction']>['model']) {
  return typeof model === 'object' ? `${model.id}, version ${model.version}` : model
}
