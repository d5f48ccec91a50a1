import { sayNumber, saySeconds, sayShare } from '../ui/say'
import type { Progress } from './progress'

const states = [
  ['queued', 'Queued'],
  ['working', 'Working'],
  ['submitted', 'Submitted'],
  ['reviewed', 'Reviewed'],
] as const

/** Where the tasks are and who decided; every number has a fixed place, so that nothing jumps. */
export function Counters({ progress }: { progress: Progress | undefined }) {
  const decided = progress?.decidedBy
  return (
    <section className="card counters" aria-label="Progress">
      <dl>
        {states.map(([key, name]) => (
          <div key={key} className={`counter ${key}`}>
            <dt>{name}</dt>
            <dd>{progress ? sayNumber(progress[key]) : '–'}</dd>
          </div>
        ))}
        <div className={progress && !decided ? 'counter wide unseen' : 'counter wide'}>
          <dt>Decided by</dt>
          <dd className="decided">
            <span>people <b>{decided ? sayNumber(decided.people) : '–'}</b></span>
            <span>model <b>{decided ? sayNumber(decided.model) : '–'}</b></span>
            <span>reviewer <b>{decided ? sayNumber(decided.reviewer) : '–'}</b></span>
          </dd>
        </div>
      </dl>
      <Bar progress={progress} />
      <p className="quiet counters-foot">{progress ? sayRest(progress) : '\u00a0'}</p>
    </section>
  )
}

function Bar({ progress }: { progress: Progress | undefined }) {
  const total = Math.max(1, progress?.tasks ?? 0)
  const done = (progress?.reviewed ?? 0) / total
  return (
    <div className="bar-track" role="progressbar" aria-label="Reviewed" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(done * 100)}>
      {(['reviewed', 'submitted', 'working'] as const).map((state) => (
        <span key={state} className={`bar-part ${state}`} style={{ flexGrow: progress?.[state] ?? 0 }} />
      ))}
      <span className="bar-part queued" style={{ flexGrow: progress ? Math.max(progress.queued, progress.tasks === 0 ? 1 : 0) : 1 }} />
    </div>
  )
}

function sayRest(progress: Progress): string {
  const parts = [`${sayShare(progress.tasks > 0 ? progress.reviewed / progress.tasks : 0)} of ${sayNumber(progress.tasks)} tasks`]
  if (progress.waitingForReview > 0) parts.push(`${sayNumber(progress.waitingForReview)} ${progress.waitingForReview === 1 ? 'waits' : 'wait'} for review`)
  if (progress.humanLabelsPerTask !== undefined) parts.push(`${progress.humanLabelsPerTask.toFixed(2)} human labels per task`)
  if (progress.perHour) parts.push(`${sayNumber(Math.round(progress.perHour))} per hour`)
  if (progress.secondsLeft !== undefined && progress.secondsLeft !== null) parts.push(`about ${saySeconds(progress.secondsLeft)} left`)
  return parts.join(' · ')
}
