import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { reducedPx } from '../tasks/pictures'
import type { Sample } from '../tasks/task'
import { sayNumber } from '../ui/say'
import { cropOf, type ObjectError } from './own'

/** Kinds of errors shown. */
const mostKinds = 8

/** What somebody draws otherwise than reviewers accept it, each with the places where it happened. */
export function ObjectErrors({ errors, title, onContest }: { errors: readonly ObjectError[]; title: string; onContest?(task: string): void }) {
  if (errors.length === 0) return null
  return (
    <section className="card" aria-labelledby="own-objects">
      <h2 id="own-objects">{title}</h2>
      {errors.slice(0, mostKinds).map((error) => (
        <div key={`${error.truth} ${error.answer}`} className="own-error">
          <p>{sayError(error)} <span className="quiet tabular">· {t.day.times(sayNumber(error.count))}</span></p>
          <ul>{error.places.map((place, i) => <li key={i}><Place {...place} />{onContest && <button className="plain small own-contest" onClick={() => onContest(place.task)}>{t.person.dispute.contest}</button>}</li>)}</ul>
        </div>
      ))}
    </section>
  )
}

function sayError({ truth, answer }: ObjectError) {
  if (!answer) return t.day.missed(truth ?? '')
  if (!truth) return t.day.tooMany(answer)
  return truth === answer ? t.day.tooLoose(truth) : t.day.insteadOf(answer, truth)
}

function Place({ task, box }: ObjectError['places'][number]) {
  const { data } = useGet<{ sample: Sample }>(`/tasks/${task}`)
  const { url, width = 0, height = 0, externalId } = data?.sample ?? {}
  if (!url || width === 0) return <span className="no-picture">{externalId ?? ''}</span>
  const [x, y, w, h] = box
  const source = Math.max(width, height) > reducedPx ? `${url}?size=${reducedPx}` : url
  return (
    <svg className="error-place" viewBox={cropOf(box, { width, height }).join(' ')} role="img" aria-label={externalId}>
      <title>{externalId}</title>
      <image href={source} width={width} height={height} />
      <rect x={x} y={y} width={w} height={h} vectorEffect="non-scaling-stroke" className="below" />
      <rect x={x} y={y} width={w} height={h} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
