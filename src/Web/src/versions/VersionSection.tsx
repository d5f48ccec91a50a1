import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { root } from '../api/api'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { JobProgress } from '../jobs/JobProgress'
import { t } from '../i18n/texts'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment, sayNumber } from '../ui/say'
import { toast } from '../ui/toasts'
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

/** Sealed versions: what a model is trained on, unchanged for ever. */
export function VersionSection({ project }: { project: string }) {
  const say = t.curate.versions
  const { api } = useServices()
  const [open, setOpen] = useState<number>()
  const path = `/projects/${project}/versions`
  const versions = useGet<{ items: Version[] }>(path)
  const [sealing, setSealing] = useState<string>()
  const [problem, setProblem] = useState<Problem>()

  async function seal(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const reply = await api.post<{ id: string }>(path, { name: String(new FormData(form).get('name')).trim() })
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
  async function copy() {
    await navigator.clipboard.writeText(hash)
    toast(t.curate.versions.rootCopied)
  }
  return <button className="plain" title={hash} onClick={copy}><code>{hash.slice(0, 12)}…</code><span className="unseen"> {t.curate.versions.copyRoot}</span></button>
}
