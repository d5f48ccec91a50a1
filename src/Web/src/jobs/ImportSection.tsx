import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { upload } from '../api/upload'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { hasEnded, type Job } from './job'
import { JobProgress } from './JobProgress'

const formats = [
  ['images', 'Images (zip)'],
  ['text', 'Texts'],
  ['jsonl', 'JSON lines'],
  ['coco', 'COCO'],
  ['yolo', 'YOLO'],
  ['voc', 'Pascal VOC'],
  ['cvat', 'CVAT'],
  ['labelstudio', 'Label Studio'],
] as const

export function ImportSection({ project }: { project: string }) {
  const { queries } = useServices()
  const jobs = useGet<{ items: Job[] }>(`/projects/${project}/jobs`)
  const [started, setStarted] = useState<string[]>([])
  const [share, setShare] = useState<number>()
  const [problem, setProblem] = useState<Problem>()
  const earlier = jobs.data?.items.filter((job) => job.kind === 'import' && !started.includes(job.id)) ?? []

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    // The format must come before the file, so that the server can read the file as it arrives.
    const body = new FormData()
    body.set('format', String(given.get('format')))
    body.set('file', given.get('file') as File)
    setShare(0)
    setProblem(undefined)
    const reply = await upload<{ id: string }>(`/projects/${project}/imports`, body, setShare)
    setShare(undefined)
    if (!reply.ok) return setProblem(reply.problem)
    form.reset()
    setStarted([reply.value.id, ...started])
  }

  function ended() {
    void queries.invalidateQueries({ queryKey: [`/projects/${project}`] })
    void queries.invalidateQueries({ queryKey: [`/projects/${project}/progress`] })
  }

  return (
    <section aria-labelledby="import">
      <div className="page-head"><h1 id="import">Import</h1></div>
      <form className="card stack" onSubmit={submit}>
        <div className="grid3">
          <Field label="Format"><select name="format">{formats.map(([id, name]) => <option key={id} value={id}>{name}</option>)}</select></Field>
          <Field label="File" hint="A zip may carry manifest.jsonl. The same file again changes nothing."><input type="file" name="file" required accept=".zip,.json,.jsonl,.txt,.csv" /></Field>
        </div>
        {share !== undefined && <p role="status">Sending… <progress max={1} value={share} aria-label="Sent" /> {Math.round(share * 100)} %</p>}
        <ProblemNote problem={problem} />
        <div className="row"><button className="primary" disabled={share !== undefined}>Import</button></div>
      </form>
      {started.map((id) => <div key={id} className="card"><JobProgress id={id} title="Import" onEnded={ended} /></div>)}
      {earlier.map((job) => <div key={job.id} className="card">{<JobProgress id={job.id} title="Import" onEnded={hasEnded(job) ? undefined : ended} />}</div>)}
    </section>
  )
}
