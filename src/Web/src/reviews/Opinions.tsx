import { Link } from 'react-router'
import { readLabels, sayAnswers } from '../labels/labels'
import { sayShare } from '../ui/say'
import type { ReviewTask } from './review'
import { t } from '../i18n/texts'

/** Why this task is here, and what everybody said about it. */
export function Opinions({ task, order, onCompare }: { task: ReviewTask; order: readonly string[]; onCompare(): void }) {
  return (
    <section className="opinions" aria-label={t.work.opinions}>
      <p className="small"><Link to="many" relative="path">{t.curate.grid.title}</Link></p>
      <p className="note"><b>{task.reason ? t.work.reviewReasons[task.reason] ?? task.reason : t.work.toReview}</b>{typeof task.confidence === 'number' && <span className="quiet">{t.work.confidence(sayShare(task.confidence))}</span>}</p>
      <dl>
        {task.annotations.map((annotation) => (
          <div key={annotation.id}>
            <dt title={annotation.name ?? annotation.annotator}>{annotation.name ?? annotation.annotator}</dt>
            <dd>{sayAnswers(readLabels(annotation.labels), order)}</dd>
          </div>
        ))}
        {task.skips?.map((skip, i) => (
          <div key={`skip${i}`}><dt>{skip.by}</dt><dd className="quiet">{t.work.skippedBecause(skip.reason)}</dd></div>
        ))}
        {task.prediction && (
          <div className="of-model">
            <dt title={sayModel(task.prediction.model)}>{t.work.model}</dt>
            <dd>
              {sayAnswers(readLabels(task.prediction.labels), order)}
              {typeof task.prediction.confidence === 'number' && <span className="quiet"> {sayShare(task.prediction.confidence)}</span>}
            </dd>
          </div>
        )}
      </dl>
      <button type="button" className="plain" onClick={onCompare}>{t.work.do.compare} <kbd>W</kbd></button>
    </section>
  )
}

function sayModel(model: NonNullable<ReviewTask['prediction']>['model']) {
  return typeof model === 'object' ? t.work.modelVersion(model.id, model.version) : model
}
