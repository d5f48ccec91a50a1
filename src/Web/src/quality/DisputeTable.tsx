import { useState, type ReactNode } from 'react'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { readLabels, sayAnswers, type LabelDocument } from '../labels/labels'
import { readSpec, type DataSpec, type VersionedSpec } from '../specs/spec'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import { Shapes } from '../work/Shapes'
import { SamplePicture } from '../work/Tile'
import '../work/work.css'
import '../practice/practice.css'
import type { Dispute } from './dispute'
import { Ruling } from './Ruling'

/** Decisions that the reader contested, and what became of them. */
export function OwnDisputes({ project }: { project: string }) {
  const { data } = useGet<{ items: Dispute[] }>(`/projects/${project}/disputes/mine`)
  return data?.items.length ? <Disputes project={project} title={t.person.dispute.own} items={data.items} /> : null
}

/** Decisions that people contest: each is upheld, or its task reviewed again. */
export function DisputeInbox({ project }: { project: string }) {
  const { api } = useServices()
  const { data, reload } = useGet<{ items: Dispute[] }>(`/projects/${project}/disputes`)
  const [problem, setProblem] = useState<Problem>()
  const say = t.person.dispute
  if (!data?.items.length) return null

  async function rule({ user, task }: Dispute, withdrawn: boolean, comment: string) {
    const reply = await api.post(`/projects/${project}/disputes/ruling`, { user, task, withdrawn, comment })
    setProblem(reply.ok ? undefined : reply.problem)
    if (!reply.ok) return
    toast(withdrawn ? say.again : say.upheld)
    reload()
  }

  return (
    <Disputes project={project} title={say.inbox} items={data.items} named problem={problem}>
      {(one) => !one.contest.ruling && <Ruling words={say} withdraw={say.reviewAgain} name={one.sample.externalId} onRule={(withdrawn, comment) => void rule(one, withdrawn, comment)} />}
    </Disputes>
  )
}

interface Props {
  project: string
  title: string
  items: readonly Dispute[]
  /** Whether it is said whose they are. */
  named?: boolean
  problem?: Problem
  children?(one: Dispute): ReactNode
}

function Disputes({ project, title, items, named, problem, children }: Props) {
  const { data } = useGet<VersionedSpec>(`/projects/${project}/spec`)
  const say = t.person.dispute
  const spec = readSpec(data?.document)
  return (
    <section className="card scroll" aria-labelledby="disputes">
      <h2 id="disputes">{title}</h2>
      <ProblemNote problem={problem} />
      <table>
        <thead><tr><th scope="col">{say.sample}</th>{named && <th scope="col">{say.who}</th>}<th scope="col">{say.said}</th><th scope="col">{say.decided}</th><th scope="col">{say.against}</th></tr></thead>
        <tbody>
          {items.map((one) => (
            <tr key={`${one.user} ${one.task}`}>
              <th scope="row" className="practice-sample">
                <span className="tile-picture"><SamplePicture sample={one.sample} /><Shapes labels={readLabels(one.decided ?? one.answered)} spec={spec} width={one.sample.width ?? 0} height={one.sample.height ?? 0} /></span>
                <span>{one.sample.externalId}</span>
              </th>
              {named && <td>{one.name}</td>}
              <td><Words of={one.answered} spec={spec} /></td>
              <td>{one.decided ? <Words of={one.decided} spec={spec} /> : <span className="quiet">{say.open}</span>}</td>
              <td>
                <p>{one.contest.comment}</p>
                {one.contest.ruling && <p className="quiet"><b>{one.contest.ruling.withdrawn ? say.again : say.upheld}</b> {one.contest.ruling.comment}</p>}
                {!one.contest.ruling && !children && <p className="quiet">{say.waits}</p>}
                {children?.(one)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Words({ of, spec }: { of: LabelDocument | null | undefined; spec: DataSpec }) {
  return <>{sayAnswers(readLabels(of), spec.properties.map((rule) => rule.name))}</>
}
