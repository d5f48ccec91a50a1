import { useState } from 'react'
import { Link } from 'react-router'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { readLabels, sayAnswers } from '../labels/labels'
import { readSpec, type VersionedSpec } from '../specs/spec'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment, sayShare } from '../ui/say'
import { Shapes } from '../work/Shapes'
import { SamplePicture } from '../work/Tile'
import '../work/work.css'
import type { Practice } from './practice'
import './practice.css'

interface Score {
  user: string
  name: string
  introducedAt?: string
  of: number
  done: number
  score?: number
}

/** What newcomers practise on, and how they did. */
export function PracticeSection({ project }: { project: string }) {
  const { api } = useServices()
  const { data, problem, reload } = useGet<Practice>(`/projects/${project}/practice`)
  const { data: spec } = useGet<VersionedSpec>(`/projects/${project}/spec`)
  const scores = useGet<{ items: Score[] }>(`/projects/${project}/practice/scores?limit=500`)
  const [refused, setRefused] = useState<Problem>()
  const say = t.practice.curate
  const document = readSpec(spec?.document)

  async function remove(task: string) {
    const reply = await api.delete(`/projects/${project}/practice/${task}`)
    setRefused(reply.ok ? undefined : reply.problem)
    reload()
    scores.reload()
  }

  return (
    <section className="stack" aria-labelledby="practice">
      <div className="page-head"><h1 id="practice">{say.title}</h1></div>
      <p className="quiet">{say.about}</p>
      <ProblemNote problem={problem ?? refused ?? scores.problem} />
      {data?.items.length === 0 && <p className="empty">{say.none} <Link to={`/projects/${project}/work`}>{say.openWork}</Link></p>}
      {data && spec && data.items.length > 0 && (
        <div className="card scroll">
          <table>
            <thead><tr><th scope="col">{say.sample}</th><th scope="col">{say.known}</th><th scope="col">{say.note}</th><th scope="col"><span className="unseen">{say.remove}</span></th></tr></thead>
            <tbody>
              {data.items.map(({ task, sample, known, note, fits }) => (
                <tr key={task}>
                  <th scope="row" className="practice-sample">
                    <span className="tile-picture"><SamplePicture sample={sample} /><Shapes labels={readLabels(known)} spec={document} width={sample.width ?? 0} height={sample.height ?? 0} /></span>
                    <span>{sample.externalId}</span>
                  </th>
                  <td>{sayAnswers(readLabels(known), document.properties.map((rule) => rule.name))}{fits === false && <p className="wrong small">{say.misfit}</p>}</td>
                  <td>{note}</td>
                  <td className="number"><button onClick={() => void remove(task)} aria-label={say.removeNamed(sample.externalId)}>{say.remove}</button></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {scores.data && scores.data.items.length > 0 && (
        <div className="card scroll">
          <h2>{say.people}</h2>
          <table>
            <thead><tr><th scope="col">{say.name}</th><th scope="col">{say.introduced}</th><th scope="col" className="number">{say.done}</th><th scope="col" className="number">{t.practice.score}</th></tr></thead>
            <tbody>
              {scores.data.items.map((one) => (
                <tr key={one.user}>
                  <th scope="row">{one.name}</th>
                  <td className={one.introducedAt ? undefined : 'quiet'}>{one.introducedAt ? sayMoment(one.introducedAt) : say.notYet}</td>
                  <td className="number">{t.curate.of(String(one.done), String(one.of))}</td>
                  <td className="number">{one.score === undefined ? '–' : sayShare(one.score)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
