import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { upload } from '../api/upload'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import type { Job } from '../jobs/job'
import { JobProgress } from '../jobs/JobProgress'
import { t } from '../i18n/texts'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment } from '../ui/say'
import { toast } from '../ui/toasts'

interface Model {
  id: string
  name: string
  versions: { version: number; createdAt?: string; sha256?: string; card?: { task?: string; classes?: string[]; license?: string } }[]
}

interface Registered {
  id: string
  version: number
  name?: string
  provider?: string
}

export function ModelSection({ project }: { project: string }) {
  const { api, queries } = useServices()
  const models = useGet<{ items: Model[] }>('/models')
  const jobs = useGet<{ items: Job[] }>(`/projects/${project}/jobs`)
  const [started, setStarted] = useState<string[]>([])
  const [problem, setProblem] = useState<Problem>()
  const say = t.projects.models
  const runs = [...started, ...(jobs.data?.items ?? []).filter((job) => job.kind === 'prediction').map((job) => job.id).filter((id) => !started.includes(id))]

  async function predict(model: string, version: number) {
    const reply = await api.post<{ id: string }>(`/projects/${project}/predictions`, { model, version })
    setProblem(reply.ok ? undefined : reply.problem)
    if (reply.ok) setStarted([reply.value.id, ...started])
  }

  function ended() {
    for (const name of ['progress', 'confidence']) void queries.invalidateQueries({ queryKey: [`/projects/${project}/${name}`] })
  }

  return (
    <section aria-labelledby="models">
      <div className="page-head"><h1 id="models">{say.title}</h1></div>
      <ProblemNote problem={models.problem ?? problem} />
      <div className="card scroll">
        <table>
          <thead><tr><th scope="col">{say.name}</th><th scope="col" className="number">{say.version}</th><th scope="col">{say.registered}</th><th scope="col">{say.classes}</th><th scope="col"><span className="unseen">{say.predict}</span></th></tr></thead>
          <tbody>
            {models.data?.items.flatMap((model) => model.versions.map((version) => (
              <tr key={`${model.id} ${version.version}`}>
                <th scope="row">{model.name}</th>
                <td className="number">{version.version}</td>
                <td>{version.createdAt && sayMoment(version.createdAt)}</td>
                <td className="clip" title={version.card?.classes?.join(', ')}>{version.card?.classes?.join(', ')}</td>
                <td className="number"><button aria-label={say.predictWith(model.name, version.version)} onClick={() => predict(model.id, version.version)}>{say.predict}</button></td>
              </tr>
            )))}
          </tbody>
        </table>
        {models.data?.items.length === 0 && <p className="quiet">{say.none}</p>}
      </div>
      {runs.map((id) => <div key={id} className="card"><JobProgress id={id} title={say.run} onEnded={ended} /></div>)}
      <NewModel onRegistered={models.reload} />
    </section>
  )
}

export function NewModel({ onRegistered }: { onRegistered(): void }) {
  const [share, setShare] = useState<number>()
  const [problem, setProblem] = useState<Problem>()
  const say = t.projects.models

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    setShare(0)
    setProblem(undefined)
    const reply = await upload<Registered>('/models', new FormData(form), setShare)
    setShare(undefined)
    if (!reply.ok) return setProblem(reply.problem)
    const { name, version, provider } = reply.value
    toast(say.isRegistered(name ?? say.model, version, provider))
    form.reset()
    onRegistered()
  }

  return (
    <form className="card stack" onSubmit={submit}>
      <h2>{say.register}</h2>
      <div className="grid3">
        <Field label={say.model} hint={say.modelHint}><input type="file" name="model" accept=".onnx" required /></Field>
        <Field label={say.card} hint={say.cardHint}><input type="file" name="card" accept=".json" required /></Field>
      </div>
      {share !== undefined && <p role="status">{t.projects.imports.sending} <progress max={1} value={share} aria-label={t.projects.imports.sent} /></p>}
      <ProblemNote problem={problem} />
      <div className="row"><button className="primary" disabled={share !== undefined}>{say.registerIt}</button></div>
    </form>
  )
}
