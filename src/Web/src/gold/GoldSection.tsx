import { useState, type FormEvent } from 'react'
import { Link } from 'react-router'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { readLabels, sayAnswers } from '../labels/labels'
import type { Project } from '../projects/project'
import { readSpec, type DataSpec } from '../specs/spec'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment, sayNumber } from '../ui/say'
import { toast } from '../ui/toasts'
import { Shapes } from '../work/Shapes'
import { SamplePicture } from '../work/Tile'
import '../work/work.css'
import '../practice/practice.css'
import '../quality/quality.css'
import { ContestInbox } from './ContestInbox'
import { exampleLine, isSuspicious, readLines, type Gold, type TakenGold } from './gold'
import { ShareOf } from './ShareOf'

/** The known answers, those first that most people miss. */
export function GoldSection({ project }: { project: string }) {
  const { api } = useServices()
  const { data, problem, reload } = useGet<{ items: Gold[] }>(`/projects/${project}/gold?limit=500`)
  const { data: facts } = useGet<Project>(`/projects/${project}`)
  const [refused, setRefused] = useState<Problem>()
  const say = t.gold
  const spec = readSpec(facts?.spec?.document)
  const policy = facts?.pipeline?.document.quality

  async function remove(task: string) {
    const reply = await api.delete(`/tasks/${task}/gold`)
    setRefused(reply.ok ? undefined : reply.problem)
    if (reply.ok) toast(say.removed)
    reload()
  }

  return (
    <section className="stack" aria-labelledby="gold">
      <div className="page-head"><h1 id="gold">{say.title}</h1></div>
      <p className="quiet">{say.about}</p>
      {policy && policy.gold === 0 && <p className="note">{say.noneGiven} <Link to={`/projects/${project}/setup/pipeline`}>{say.openPipeline}</Link></p>}
      <ProblemNote problem={problem ?? refused} />
      <ContestInbox project={project} spec={spec} onRuled={reload} />
      {data?.items.length === 0 && <p className="empty">{say.none} <Link to={`/projects/${project}/work`}>{say.openWork}</Link></p>}
      {data && data.items.length > 0 && (
        <div className="card scroll">
          <table className="gold">
            <thead><tr><th scope="col">{say.sample}</th><th scope="col">{say.known}</th><th scope="col" className="number">{say.right}</th><th scope="col">{say.answered}</th><th scope="col">{say.note}</th><td /></tr></thead>
            <tbody>{data.items.map((one) => <Row key={one.task} gold={one} spec={spec} onRemove={() => void remove(one.task)} />)}</tbody>
          </table>
        </div>
      )}
      <Import project={project} onTaken={reload} />
    </section>
  )
}

function Row({ gold, spec, onRemove }: { gold: Gold; spec: DataSpec; onRemove(): void }) {
  const say = t.gold
  const { sample } = gold
  const labels = readLabels(gold.label)
  return (
    <tr>
      <th scope="row" className="practice-sample">
        <span className="tile-picture"><SamplePicture sample={sample} /><Shapes labels={labels} spec={spec} width={sample.width ?? 0} height={sample.height ?? 0} /></span>
        <span>{sample.externalId}</span>
      </th>
      <td>
        {sayAnswers(labels, spec.properties.map((rule) => rule.name))}
        {!gold.stands && <p className="wrong small">{say.standsNot}</p>}
        {isSuspicious(gold) && <p className="wrong small">{say.suspicious}</p>}
      </td>
      <td className="number"><ShareOf share={gold.right} /></td>
      <td>{gold.answered?.map(({ name, count }) => `${name} ${sayNumber(count)}`).join(', ')}</td>
      <td>{gold.note && <p>{gold.note}</p>}<span className="quiet small">{say.by(gold.name, sayMoment(gold.at))}</span></td>
      <td className="number"><button onClick={onRemove} aria-label={say.removeNamed(sample.externalId)}>{say.remove}</button></td>
    </tr>
  )
}

/** Known answers from a file; what could not be taken is named. */
function Import({ project, onTaken }: { project: string; onTaken(): void }) {
  const { api } = useServices()
  const [taken, setTaken] = useState<TakenGold>()
  const [problem, setProblem] = useState<Problem>()
  const [wrong, setWrong] = useState<string>()
  const say = t.gold

  async function take(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTaken(undefined)
    const file = new FormData(event.currentTarget).get('file')
    const read = readLines(file instanceof File ? await file.text() : '')
    setWrong('wrong' in read ? say.notJson(read.wrong) : undefined)
    if ('wrong' in read) return
    const reply = await api.put<TakenGold>(`/projects/${project}/gold`, { answers: read.answers })
    setProblem(reply.ok ? undefined : reply.problem)
    if (reply.ok) setTaken(reply.value)
    onTaken()
  }

  return (
    <details className="card">
      <summary>{say.import}</summary>
      <form className="stack" onSubmit={take}>
        <p className="quiet">{say.importAbout}</p>
        <pre className="small">{exampleLine}</pre>
        <Field label={say.importFile} {...(wrong ? { wrong } : {})}><input type="file" name="file" required accept=".jsonl,.ndjson,.json" /></Field>
        <ProblemNote problem={problem} />
        <div className="row"><button>{say.importButton}</button></div>
        {taken && <p role="status">{say.taken(sayNumber(taken.accepted))}</p>}
        {taken && taken.errors.length > 0 && (
          <ul>{taken.errors.map((error, at) => <li key={at}><b>{error.externalId ?? `#${error.record}`}</b> {t.refusals.problems[error.code]?.({ status: 409, code: error.code, title: '', detail: error.reason }) ?? t.refusals.violations[error.code] ?? error.reason}</li>)}</ul>
        )}
      </form>
    </details>
  )
}
