import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { readSpec, type VersionedSpec } from '../specs/spec'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import '../work/work.css'
import '../practice/practice.css'
import type { MissedGold } from './gold'
import { MissedRow } from './MissedRow'

/** The known answers that one missed, where people are told, and what one has to say against them. */
export function MissedSection({ project }: { project: string }) {
  const { api } = useServices()
  const { data, reload } = useGet<{ items: MissedGold[] }>(`/projects/${project}/gold/missed`)
  const { data: spec } = useGet<VersionedSpec>(`/projects/${project}/spec`)
  const [problem, setProblem] = useState<Problem>()
  const say = t.gold
  if (!data || data.items.length === 0) return null

  async function contest(event: FormEvent<HTMLFormElement>, task: string) {
    event.preventDefault()
    const comment = String(new FormData(event.currentTarget).get('comment') ?? '').trim()
    const reply = await api.post(`/projects/${project}/gold/missed/${task}/contest`, { comment })
    setProblem(reply.ok ? undefined : reply.problem)
    if (!reply.ok) return
    toast(say.contested)
    reload()
  }

  return (
    <section className="card scroll" aria-labelledby="missed-gold">
      <h2 id="missed-gold">{say.missed}</h2>
      <p className="quiet">{say.missedAbout}</p>
      <ProblemNote problem={problem} />
      <table>
        <thead><tr><th scope="col">{say.sample}</th><th scope="col">{say.youSaid}</th><th scope="col">{say.known}</th><th scope="col">{say.contest}</th></tr></thead>
        <tbody>
          {data.items.map((one) => (
            <MissedRow key={one.task} missed={one} spec={readSpec(spec?.document)}>
              {!one.contest && (
                <form className="row practice-use" onSubmit={(event) => void contest(event, one.task)}>
                  <input name="comment" required maxLength={2000} aria-label={say.contestWhy(one.sample.externalId)} placeholder={say.contestPlaceholder} />
                  <button>{say.contest}</button>
                </form>
              )}
              {one.contest && !one.contest.ruling && <p className="quiet">{say.waits}</p>}
            </MissedRow>
          ))}
        </tbody>
      </table>
    </section>
  )
}
