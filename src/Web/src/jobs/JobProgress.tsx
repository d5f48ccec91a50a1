import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment, sayNumber, saySeconds } from '../ui/say'
import { hasEnded, type Job, type JobError } from './job'
import { t } from '../i18n/texts'

const readEveryMs = 1_000
const shownErrors = 200

interface Props {
  id: string
  title: string
  onEnded?(job: Job): void
}

/** One job with its rate and what went wrong, until it has ended. */
export function JobProgress({ id, title, onEnded }: Props) {
  const { api } = useServices()
  const queries = useQueryClient()
  const known = queries.getQueryData<Job>([`/jobs/${id}`])
  const ended = known !== undefined && hasEnded(known)
  const { data: job, problem, reload } = useGet<Job>(`/jobs/${id}`, ended ? undefined : readEveryMs)
  const [refused, setRefused] = useState<Problem>()
  const over = job !== undefined && hasEnded(job)
  useEffect(() => {
    if (over) onEnded?.(job)
  }, [over])

  async function cancel() {
    const reply = await api.delete(`/jobs/${id}`)
    setRefused(reply.ok ? undefined : reply.problem)
    reload()
  }

  if (!job) return <ProblemNote problem={problem} />
  const share = job.total > 0 ? job.done / job.total : over ? 1 : 0
  return (
    <div className="job" role="status">
      <p className="row">
        <b>{title}</b>
        <span className={`state ${job.state}`}>{t.curate.jobs.states[job.state]}</span>
        <span className="tabular">{job.total > 0 ? t.curate.of(sayNumber(job.done), sayNumber(job.total)) : sayNumber(job.done)}</span>
        {!over && job.rate ? <span className="quiet tabular">{t.curate.jobs.rate(sayNumber(Math.round(job.rate)))}</span> : null}
        {!over && job.secondsLeft ? <span className="quiet tabular">{t.curate.numbers.left(saySeconds(job.secondsLeft))}</span> : null}
        {job.startedAt && <span className="quiet small">{sayMoment(job.startedAt)}</span>}
        {!over && <button onClick={cancel}>{t.work.cancel}</button>}
      </p>
      <div className="bar-track" role="progressbar" aria-label={title} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)}>
        <span className="bar-part reviewed" style={{ flexGrow: share }} />
        <span className="bar-part queued" style={{ flexGrow: 1 - share }} />
      </div>
      {!over && <ProblemNote problem={refused} />}
      {job.result && <p className="quiet">{Object.entries(job.result).map(([name, value]) => `${t.curate.jobs.results[name as 'added'] ?? name} ${typeof value === 'number' ? sayNumber(value) : value}`).join(' · ')}</p>}
      {job.errors && job.errors.length > 0 && <Errors errors={job.errors} count={job.errorCount ?? job.errors.length} />}
    </div>
  )
}

function Errors({ errors, count }: { errors: readonly JobError[]; count: number }) {
  return (
    <details open>
      <summary>{t.curate.jobs.refused(sayNumber(count), count === 1)}</summary>
      <div className="scroll errors">
        <table>
          <thead><tr><th scope="col">{t.curate.jobs.file}</th><th scope="col" className="number">{t.curate.jobs.line}</th><th scope="col">{t.curate.jobs.reason}</th></tr></thead>
          <tbody>
            {errors.slice(0, shownErrors).map((error, i) => (
              <tr key={i}><td><code>{error.file}</code></td><td className="number">{error.line}</td><td>{t.refusals.records[error.code ?? ''] ?? error.reason}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
      {count > Math.min(errors.length, shownErrors) && <p className="quiet">{t.curate.jobs.firstShown(sayNumber(Math.min(errors.length, shownErrors)))}</p>}
    </details>
  )
}
