import { useState } from 'react'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Ruling } from '../quality/Ruling'
import type { DataSpec } from '../specs/spec'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import type { ContestedGold } from './gold'
import { MissedRow } from './MissedRow'

/** What people say against known answers: each is upheld, or taken back for everybody. */
export function ContestInbox({ project, spec, onRuled }: { project: string; spec: DataSpec; onRuled(): void }) {
  const { api } = useServices()
  const { data, reload } = useGet<{ items: ContestedGold[] }>(`/projects/${project}/gold/contests`)
  const [problem, setProblem] = useState<Problem>()
  const say = t.gold
  if (!data || data.items.length === 0) return null

  async function rule(one: ContestedGold, withdrawn: boolean, comment: string) {
    const reply = await api.post(`/projects/${project}/gold/contests/ruling`, { user: one.user, task: one.missed.task, withdrawn, comment })
    setProblem(reply.ok ? undefined : reply.problem)
    if (!reply.ok) return
    toast(withdrawn ? say.removed : say.upheld)
    reload()
    onRuled()
  }

  return (
    <section className="card scroll" aria-labelledby="gold-contests">
      <h2 id="gold-contests">{say.contests}</h2>
      <ProblemNote problem={problem} />
      <table>
        <thead><tr><th scope="col">{say.sample}</th><th scope="col">{say.who}</th><th scope="col">{say.theySaid}</th><th scope="col">{say.known}</th><th scope="col">{say.contest}</th></tr></thead>
        <tbody>
          {data.items.map((one) => (
            <MissedRow key={`${one.user} ${one.missed.task}`} missed={one.missed} spec={spec} who={one.name}>
              {!one.missed.contest?.ruling && <Ruling words={say} withdraw={say.remove} name={one.missed.sample.externalId} onRule={(withdrawn, comment) => void rule(one, withdrawn, comment)} />}
            </MissedRow>
          ))}
        </tbody>
      </table>
    </section>
  )
}
