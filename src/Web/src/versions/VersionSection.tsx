import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { root } from '../api/api'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { hasEnded, type Job } from '../jobs/job'
import { JobProgress } from '../jobs/JobProgress'
import { t } from '../i18n/texts'
import { copy } from '../ui/copy'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment, sayNumber } from '../ui/say'
import { VersionDetails } from './VersionDetails'
import './versions.css'
import '../quality/confusion.css'

interface Version {
  version: number | string
  name: string
  createdAt: string
  samples: number
  root: string
}

/** As the server takes them. Samples of one group never straddle, and what falls where stays so from version to version. */
const splits = {
  none: undefined,
  test: { by: 'hash', shares: { train: 0.8, test: 0.2 } },
  validation: { by: 'hash', shares: { train: 0.8, validation: 0.1, test: 0.1 } },
  folds: { by: 'kfold', k: 5, stratify: true },
} as const
type Split = keyof typeof splits

/** Sealed versions: what a model is trained on, unchanged for ever. */
export function VersionSection({ project }: { project: string }) {
  const say = t.curate.versions
  const { api } = useServices()
  const [open, setOpen] = useState<number>()
  const path = `/projects/${project}/versions`
  const versions = useGet<{ items: Version[] }>(path)
  const { data: jobs } = useGet<{ items: Job[] }>(`/projects/${project}/jobs`)
  const [started, setSealing] = useState<string>()
  // One that was begun before the page was loaded again is on its way still.
  const sealing = started ?? jobs?.items.find((job) => job.kind === 'version' && !hasEnded(job))?.id
  const [problem, setProblem] = useState<Problem>()

  async function seal(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    const split = splits[given.get('split') as Split]
    const reply = await api.post<{ id: string }>(path, { name: String(given.get('name')).trim(), ...(split && { split }) })
    setProblem(reply.ok ? undefined : reply.problem)
    if (!reply.ok) return
    form.reset()
    setSealing(reply.value.id)
  }

  return (
    <section aria-labelledby="versions">
      <div className="page-head"><h1 id="versions">{say.title}</h1></div>
      <form className="card row end" onSubmit={seal}>
        <Field label={say.name}><input name="name" required maxLength={200} placeholder={say.placeholder} /></Field>
        <Field label={say.split}><select name="split">{(Object.keys(splits) as Split[]).map((one) => <option key={one} value={one}>{say.splitBy[one]}</option>)}</select></Field>
        <button className="primary">{say.seal}</button>
        <p className="quiet">{say.about}</p>
      </form>
      <ProblemNote problem={problem ?? versions.problem} />
      {sealing && <div className="card"><JobProgress key={sealing} id={sealing} title={say.sealing} onEnded={versions.reload} /></div>}
      {versions.data?.items.length === 0 && <p className="empty">{say.none} {say.noneNext}</p>}
      {!!versions.data?.items.length && <div className="card scroll">
        <table>
          <thead><tr><th scope="col">{say.version}</th><th scope="col">{say.name}</th><th scope="col">{say.sealed}</th><th scope="col" className="number">{say.samples}</th><th scope="col">{say.root}</th><th scope="col">{say.export}</th><th scope="col"><span className="unseen">{say.look}</span></th></tr></thead>
          <tbody>
            {versions.data?.items.map((version) => (
              <tr key={version.version}>
                <th scope="row">{version.version}</th>
                <td>{version.name}</td>
                <td>{sayMoment(version.createdAt)}</td>
                <td className="number">{sayNumber(version.samples)}</td>
                <td><Root hash={version.root} /></td>
                <td className="exports row">
                  {['jsonl', 'coco'].map((format) => (
                    <a key={format} href={`${root}${path}/${encodeURIComponent(version.version)}/export?format=${format}`} download>{format === 'jsonl' ? 'JSON lines' : 'COCO'}</a>
                  ))}
                </td>
                <td className="number"><button aria-expanded={open === Number(version.version)} onClick={() => setOpen(open === Number(version.version) ? undefined : Number(version.version))}>{open === Number(version.version) ? say.close : say.look}</button></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>}
      {open !== undefined && <VersionDetails key={open} project={project} version={open} others={(versions.data?.items ?? []).map((one) => Number(one.version))} />}
    </section>
  )
}

/** The first digits are enough for the eye; a click copies all. */
function Root({ hash }: { hash: string }) {
  return <button className="plain" title={hash} onClick={() => copy(hash, t.curate.versions.rootCopied)}><code>{hash.slice(0, 12)}…</code><span className="unseen"> {t.curate.versions.copyRoot}</span></button>
}
