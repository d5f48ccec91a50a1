import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import type { Sample } from '../tasks/task'
import { sayMoment, sayNumber, saySeconds } from '../ui/say'
import type { Confusion, Period } from './own'

/** Most pictures of one kind of error. */
const mostPictures = 6

/** Time for a task, period by period: bars, with the numbers in a table for whoever does not see them. */
export function Pace({ periods, title }: { periods: readonly Period[]; title: string }) {
  const timed = periods.filter((one) => one.meanActiveMs !== undefined)
  if (timed.length < 2) return null
  const most = Math.max(...timed.map((one) => one.meanActiveMs!))
  return (
    <section className="card" aria-labelledby="own-pace">
      <h2 id="own-pace">{title}</h2>
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

/** What somebody takes for something else, with the pictures.
 * @param said What stands before what they answered.
 * @param onContest Given to the person themselves. */
export function Errors({ confusions, title, said, onContest }: { confusions: readonly Confusion[]; title: string; said: string; onContest?(task: string): void }) {
  const wrong = confusions.filter((one) => one.tasks.length > 0)
  return (
    <section className="card" aria-labelledby="own-errors">
      <h2 id="own-errors">{title}</h2>
      {wrong.length === 0 && <p className="quiet">{t.day.noErrors}</p>}
      {wrong.slice(0, 8).map((one) => (
        <div key={`${one.truth} ${one.answer}`} className="own-error">
          <p>{said} <b>{one.answer}</b> · {t.day.byOthers} <b>{one.truth}</b> <span className="quiet tabular">· {t.day.times(sayNumber(Math.round(one.count)))}</span></p>
          <ul>{one.tasks.slice(0, mostPictures).map((task) => <li key={task}><TaskPicture task={task} onContest={onContest} /></li>)}</ul>
        </div>
      ))}
    </section>
  )
}

function TaskPicture({ task, onContest }: { task: string; onContest?(task: string): void }) {
  const { data } = useGet<{ sample: Sample }>(`/tasks/${task}`)
  const sample = data?.sample
  return (
    <>
      {sample?.thumbnailUrl ? <img src={sample.thumbnailUrl} alt={sample.externalId} title={sample.externalId} width={120} height={90} loading="lazy" /> : <span className="no-picture">{sample?.text?.slice(0, 40) ?? ''}</span>}
      {onContest && sample && <button className="plain small own-contest" aria-label={t.person.dispute.contestOf(sample.externalId)} onClick={() => onContest(task)}>{t.person.dispute.contest}</button>}
    </>
  )
}
