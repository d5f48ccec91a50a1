import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { upload } from '../api/upload'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { sayShare } from '../ui/say'
import { hasEnded, type Job } from './job'
import { JobProgress } from './JobProgress'

/** What the server reads. */
const formats = ['images', 'coco', 'text'] as const

export function ImportSection({ project }: { project: string }) {
  const { queries } = useServices()
  const jobs = useGet<{ items: Job[] }>(`/projects/${project}/jobs`)
  const [started, setStarted] = useState<string[]>([])
  const [share, setShare] = useState<number>()
  const [problem, setProblem] = useState<Problem>()
  const say = t.projects.imports
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
      <div className="page-head"><h1 id="import">{say.title}</h1></div>
      <form className="card stack" onSubmit={submit}>
        <div className="grid3">
          <Field label={say.format}><select name="format">{formats.map((id) => <option key={id} value={id}>{say.formats[id]}</option>)}</select></Field>
          <Field label={say.file} hint={say.fileHint}><input type="file" name="file" required accept=".zip,.json,.jsonl" /></Field>
        </div>
        {share !== undefined && <p role="status">{say.sending} <progress max={1} value={share} aria-label={say.sent} /> {sayShare(share)}</p>}
        <ProblemNote problem={problem} />
        <div className="row"><button className="primary" disabled={share !== undefined}>{say.import}</button></div>
      </form>
      {started.map((id) => <div key={id} className="card"><JobProgress id={id} title={say.title} onEnded={ended} /></div>)}
      {earlier.map((job) => <div key={job.id} className="card">{<JobProgress id={job.id} title={say.title} onEnded={hasEnded(job) ? undefined : ended} />}</div>)}
    </section>
  )
}
