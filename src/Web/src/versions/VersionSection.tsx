import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { root } from '../api/api'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { JobProgress } from '../jobs/JobProgress'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment, sayNumber } from '../ui/say'
import { toast } from '../ui/toasts'

interface Version {
  version: number | string
  name: string
  createdAt: string
  samples: number
  root: string
}

/** Sealed versions: what a model is trained on, unchanged for ever. */
export function VersionSection({ project }: { project: string }) {
  const { api } = useServices()
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
      <div className="page-head"><h1 id="versions">Versions</h1></div>
      <form className="card row end" onSubmit={seal}>
        <Field label="Name"><input name="name" required maxLength={200} placeholder="first delivery" /></Field>
        <button className="primary">Seal a version</button>
        <p className="quiet">Takes all decided tasks as they are now. A sealed version never changes.</p>
      </form>
      <ProblemNote problem={problem ?? versions.problem} />
      {sealing && <div className="card"><JobProgress key={sealing} id={sealing} title="Sealing" onEnded={versions.reload} /></div>}
      <div className="card scroll">
        <table>
          <thead><tr><th scope="col">Version</th><th scope="col">Name</th><th scope="col">Sealed</th><th scope="col" className="number">Samples</th><th scope="col">Root</th><th scope="col">Export</th></tr></thead>
          <tbody>
            {versions.data?.items.map((version) => (
              <tr key={version.version}>
                <th scope="row">{version.version}</th>
                <td>{version.name}</td>
                <td>{sayMoment(version.createdAt)}</td>
                <td className="number">{sayNumber(version.samples)}</td>
                <td><Root hash={version.root} /></td>
                <td className="row">
                  {['jsonl', 'coco'].map((format) => (
                    <a key={format} href={`${root}${path}/${encodeURIComponent(version.version)}/export?format=${format}`} download>{format === 'jsonl' ? 'JSON lines' : 'COCO'}</a>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {versions.data?.items.length === 0 && <p className="quiet">Nothing sealed yet.</p>}
      </div>
    </section>
  )
}

/** The first digits are enough for the eye; a click copies all. */
function Root({ hash }: { hash: string }) {
  async function copy() {
    await navigator.clipboard.writeText(hash)
    toast('The root is copied.')
  }
  return <button className="plain" title={hash} onClick={copy}><code>{hash.slice(0, 12)}…</code><span className="unseen"> Copy root</span></button>
}
