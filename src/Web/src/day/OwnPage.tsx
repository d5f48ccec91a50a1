import { Link, useParams } from 'react-router'
import { useGet } from '../api/useGet'
import { useMe } from '../app/services'
import { MissedSection } from '../gold/MissedSection'
import { t } from '../i18n/texts'
import type { Standing } from '../practice/practice'
import type { Sample } from '../tasks/task'
import { Flags } from '../quality/Flags'
import '../quality/quality.css'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment, sayNumber, saySeconds, sayShare } from '../ui/say'
import './day.css'
import { ObjectErrors } from './ErrorPictures'
import { acceptedRate, quickening, type Confusion, type OwnStanding, type Period } from './own'
import { useOwnStanding } from './useOwnStanding'

/** Most pictures of one kind of error. */
const mostPictures = 6

/** How one's own work stands: what was accepted, how fast it goes beside one's own beginning, and what one mixes up. */
export default function OwnPage() {
  const project = useParams().project!
  const me = useMe()
  const { data, problem, reload } = useOwnStanding(project, me.id)
  // A server that does not tell yet is no fault of anybody.
  const none = problem?.status === 404 || (data && data.annotator.submitted === 0)

  return (
    <main className="page day">
      <div className="page-head"><h1>{t.day.own}</h1>{data?.asOf && <span className="quiet small">{t.day.asOf(sayMoment(data.asOf))}</span>}</div>
      <Practised project={project} />
      <MissedSection project={project} />
      {none ? <p className="empty">{t.day.noStanding}</p> : <ProblemNote problem={problem} />}
      {data && !none && (
        <>
          <Figures of={data} />
          {!!data.annotator.flags?.length && (
            <section className="card" aria-labelledby="own-flags">
              <h2 id="own-flags">{t.vendor.own}</h2>
              <Flags project={project} whose={{ user: me.id, name: me.name ?? me.email, flags: data.annotator.flags }} role="self" onSaid={reload} />
            </section>
          )}
          <Pace periods={data.overTime ?? []} />
          <p className="quiet small">{t.day.timeRule}</p>
          <ObjectErrors errors={data.objects ?? []} />
          {(data.confusions?.length || !data.objects?.length) ? <Errors confusions={data.confusions ?? []} /> : null}
        </>
      )}
    </main>
  )
}

/** The introduction: how it went, and the way back to it. */
function Practised({ project }: { project: string }) {
  const { data } = useGet<Standing>(`/projects/${project}/practice/standing`)
  return (
    <section className="card row" aria-label={t.practice.score}>
      <h2 className="own-title">{t.practice.score}</h2>
      {data && data.done > 0 && <span><b className="tabular">{data.score === undefined ? '–' : sayShare(data.score)}</b> <span className="quiet">{t.practice.ofTasks(data.done, data.of)}</span></span>}
      <span className="bar-space" />
      <Link to={`/projects/${project}/practice`}>{t.practice.link}</Link>
    </section>
  )
}

function Figures({ of: { annotator, overTime } }: { of: OwnStanding }) {
  const [rate, quicker] = [acceptedRate(annotator), quickening(overTime)]
  return (
    <dl className="own-figures card">
      <div><dt>{t.day.submitted}</dt><dd>{sayNumber(annotator.submitted)}</dd></div>
      <div><dt>{t.day.acceptedRate}</dt><dd>{rate === undefined ? '–' : sayShare(rate)}</dd><dd className="quiet small">{t.day.ofReviewed((annotator.accepted ?? 0) + (annotator.rejected ?? 0))}</dd></div>
      <div><dt>{t.day.agreed}</dt><dd>{annotator.consensus ? sayShare(annotator.consensus.value) : '–'}</dd>{annotator.consensus && <dd className="quiet small">{t.day.between(sayShare(annotator.consensus.interval[0]), sayShare(annotator.consensus.interval[1]))}</dd>}</div>
      <div><dt>{t.day.perTask}</dt><dd title={t.day.timeRule}>{annotator.medianActiveMs === undefined ? '–' : saySeconds(annotator.medianActiveMs / 1000)}</dd>{quicker !== undefined && <dd className="quiet small">{quicker >= 0 ? t.day.quicker(sayShare(quicker)) : t.day.slower(sayShare(-quicker))}</dd>}</div>
    </dl>
  )
}

/** Time for a task, period by period: bars, with the numbers in a table for whoever does not see them. */
function Pace({ periods }: { periods: readonly Period[] }) {
  const timed = periods.filter((one) => one.meanActiveMs !== undefined)
  if (timed.length < 2) return null
  const most = Math.max(...timed.map((one) => one.meanActiveMs!))
  return (
    <section className="card" aria-labelledby="own-pace">
      <h2 id="own-pace">{t.day.paceOverTime}</h2>
      <svg className="own-pace" viewBox={`0 0 ${timed.length * 10} 40`} preserveAspectRatio="none" aria-hidden="true">
        {timed.map((one, i) => {
          const height = (38 * one.meanActiveMs!) / most
          return <rect key={i} x={i * 10 + 1} y={40 - height} width={8} height={height} />
        })}
      </svg>
      <table className="unseen">
        <tbody>{timed.map((one, i) => <tr key={i}><th scope="row">{sayMoment(one.from)}</th><td>{saySeconds(one.meanActiveMs! / 1000)}</td></tr>)}</tbody>
      </table>
    </section>
  )
}

function Errors({ confusions }: { confusions: readonly Confusion[] }) {
  const wrong = confusions.filter((one) => one.tasks.length > 0)
  return (
    <section className="card" aria-labelledby="own-errors">
      <h2 id="own-errors">{t.day.typicalErrors}</h2>
      {wrong.length === 0 && <p className="quiet">{t.day.noErrors}</p>}
      {wrong.slice(0, 8).map((one) => (
        <div key={`${one.truth} ${one.answer}`} className="own-error">
          <p>{t.day.youSaid} <b>{one.answer}</b> · {t.day.decided} <b>{one.truth}</b> <span className="quiet tabular">· {t.day.times(sayNumber(Math.round(one.count)))}</span></p>
          <ul>{one.tasks.slice(0, mostPictures).map((task) => <li key={task}><TaskPicture task={task} /></li>)}</ul>
        </div>
      ))}
    </section>
  )
}

function TaskPicture({ task }: { task: string }) {
  const { data } = useGet<{ sample: Sample }>(`/tasks/${task}`)
  const sample = data?.sample
  if (!sample?.thumbnailUrl) return <span className="no-picture">{sample?.text?.slice(0, 40) ?? ''}</span>
  return <img src={sample.thumbnailUrl} alt={sample.externalId} title={sample.externalId} width={120} height={90} loading="lazy" />
}
