import { useState } from 'react'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { readSpec, type DataSpec, type VersionedSpec } from '../specs/spec'
import { t } from '../i18n/texts'
import { ProblemNote } from '../ui/ProblemNote'
import { sayNumber } from '../ui/say'
import { toast } from '../ui/toasts'
import type { TaskItem, WholeTask } from '../work/item'
import { Tile } from '../work/Tile'
import { untilLooked } from './untilLooked'
import '../work/work.css'

interface Findings {
  counts: Record<string, number>
  items: { kind: string; tasks: string[]; why: string; foundBy?: string }[]
  next: string | null
  /** Whether all of the project was looked at. */
  complete: boolean
  /** Among how many of the samples that a model told of those near each other were looked for. */
  neighbours?: { searched: number; of: number } | null
}

/** Findings that come at a time, and as many as are ever looked at in one go. */
const [atOnce, mostShown] = [12, 480]

/** Labels that look wrong, as pictures beside each other with the reason; one click sends them to a reviewer. */
export function SuspiciousSection({ project }: { project: string }) {
  const say = t.curate.suspicious
  const { api } = useServices()
  const [kind, setKind] = useState('')
  const [most, setMost] = useState(atOnce)
  const [sent, setSent] = useState<ReadonlySet<string>>(new Set())
  const [problem, setProblem] = useState<Problem>()
  const { data } = useGet<Findings>(`/projects/${project}/consistency?limit=${most}${kind && `&kind=${kind}`}`, untilLooked, true)
  const { data: spec } = useGet<VersionedSpec>(`/projects/${project}/spec`)
  if (!data || !spec) return null

  async function review({ tasks, why }: Findings['items'][number]) {
    const reply = await api.post(`/projects/${project}/tasks/bulk`, { tasks, act: 'review', reason: why.slice(0, 2000) })
    setProblem(reply.ok ? undefined : reply.problem)
    if (!reply.ok) return
    setSent(new Set([...sent, tasks.join()]))
    toast(say.sent)
  }

  return (
    <section className="card" aria-labelledby="suspicious">
      <div className="row"><h2 id="suspicious">{say.title}</h2><span className="bar-space" />
        <label className="row small"><span>{say.kind}</span>
          <select className="short" value={kind} onChange={(event) => { setKind(event.target.value); setMost(atOnce) }}>
            <option value="">{t.curate.filters.any}</option>
            {Object.entries(data.counts).map(([name, count]) => <option key={name} value={name}>{say.kinds[name as 'tiny'] ?? name} ({count})</option>)}
          </select>
        </label>
      </div>
      <ProblemNote problem={problem} />
      {data.neighbours && data.neighbours.searched < data.neighbours.of && <p className="quiet small">{say.searched(sayNumber(data.neighbours.searched), sayNumber(data.neighbours.of))}</p>}
      {data.items.length === 0 && <p className="quiet">{data.complete ? say.none : say.looking}</p>}
      <ul className="findings">
        {data.items.map((finding) => (
          <li key={`${finding.kind} ${finding.tasks.join()}`}>
            <div className="finding-tiles">{finding.tasks.slice(0, 4).map((id) => <FoundTask key={id} id={id} spec={readSpec(spec.document)} />)}</div>
            <p className="small">{t.refusals.findings[finding.kind] ?? finding.why}{finding.foundBy && <span className="quiet"> {say.foundBy[finding.foundBy as 'both']}</span>}</p>
            <button disabled={sent.has(finding.tasks.join())} onClick={() => review(finding)}>{sent.has(finding.tasks.join()) ? say.isSent : say.toReview}</button>
          </li>
        ))}
      </ul>
      {data.next && most < mostShown && <div className="row more"><button onClick={() => setMost(most + atOnce)}>{t.bench.more}</button></div>}
    </section>
  )
}

function FoundTask({ id, spec }: { id: string; spec: DataSpec }) {
  const { data } = useGet<WholeTask>(`/tasks/${id}`)
  const item: TaskItem | undefined = data && {
    id, state: data.state, externalId: data.sample.externalId, sample: { ...data.sample, thumbnailUrl: data.sample.thumbnailUrl },
    label: data.decision?.labels ?? data.annotations.at(-1)?.labels, confidence: data.decision?.confidence, updatedAt: '',
  }
  return <div className="tile still"><Tile task={item} spec={spec} /></div>
}
