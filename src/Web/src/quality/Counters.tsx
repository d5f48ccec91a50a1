import { sayNumber, saySeconds, sayShare } from '../ui/say'
import type { Progress } from './progress'
import { t } from '../i18n/texts'

const states = [['queued', 'QUEUED'], ['working', 'WORKING'], ['submitted', 'SUBMITTED'], ['reviewed', 'REVIEWED']] as const

/** Where the tasks are and who decided; every number has a fixed place, so that nothing jumps. */
export function Counters({ progress }: { progress: Progress | undefined }) {
  const decided = progress?.decidedBy
  return (
    <section className="card counters" aria-label={t.curate.numbers.progress}>
      <dl>
        {states.map(([key, name]) => (
          <div key={key} className={`counter ${key}`}>
            <dt>{t.curate.states[name]}</dt>
            <dd>{progress ? sayNumber(progress[key]) : '–'}</dd>
          </div>
        ))}
        <div className={progress && !decided ? 'counter wide unseen' : 'counter wide'}>
          <dt>{t.curate.numbers.decidedBy}</dt>
          <dd className="decided">
            <span>{t.curate.numbers.people} <b>{decided ? sayNumber(decided.people) : '–'}</b></span>
            <span>{t.curate.numbers.model} <b>{decided ? sayNumber(decided.model) : '–'}</b></span>
            <span>{t.curate.numbers.reviewer} <b>{decided ? sayNumber(decided.reviewer) : '–'}</b></span>
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
    <div className="bar-track" role="progressbar" aria-label={t.curate.states.REVIEWED} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(done * 100)}>
      {(['reviewed', 'submitted', 'working'] as const).map((state) => (
        <span key={state} className={`bar-part ${state}`} style={{ flexGrow: progress?.[state] ?? 0 }} />
      ))}
      <span className="bar-part queued" style={{ flexGrow: progress ? Math.max(progress.queued, progress.tasks === 0 ? 1 : 0) : 1 }} />
    </div>
  )
}

function sayRest(progress: Progress): string {
  const say = t.curate.numbers
  const parts = [say.share(sayShare(progress.tasks > 0 ? progress.reviewed / progress.tasks : 0), sayNumber(progress.tasks))]
  if (progress.waitingForReview > 0) parts.push(say.waiting(sayNumber(progress.waitingForReview), progress.waitingForReview === 1))
  if (progress.humanLabelsPerTask !== undefined) parts.push(say.labelsPerTask(progress.humanLabelsPerTask.toFixed(2)))
  if (progress.perHour) parts.push(say.perHour(sayNumber(Math.round(progress.perHour))))
  if (progress.secondsLeft !== undefined && progress.secondsLeft !== null) parts.push(say.left(saySeconds(progress.secondsLeft)))
  return parts.join(' · ')
}
