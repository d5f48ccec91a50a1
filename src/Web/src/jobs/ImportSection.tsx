import { useState } from 'react'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Field } from '../ui/Field'
import { UploadForm } from '../ui/UploadForm'
import { hasEnded, type Job } from './job'
import { JobProgress } from './JobProgress'

/** What the server reads. */
const formats = ['images', 'coco', 'text'] as const

export function ImportSection({ project }: { project: string }) {
  const { queries } = useServices()
  const jobs = useGet<{ items: Job[] }>(`/projects/${project}/jobs`)
  const [started, setStarted] = useState<string[]>([])
  const say = t.projects.imports
  const earlier = jobs.data?.items.filter((job) => job.kind === 'import' && !started.includes(job.id)) ?? []

  /** The format must come before the file, so that the server can read the file as it arrives. */
  function inOrder(given: FormData) {
    const body = new FormData()
    body.set('format', String(given.get('format')))
    body.set('file', given.get('file') as File)
    return body
  }

  function ended() {
    void queries.invalidateQueries({ queryKey: [`/projects/${project}`] })
    void queries.invalidateQueries({ queryKey: [`/projects/${project}/progress`] })
  }

  return (
    <section aria-labelledby="import">
      <div className="page-head"><h1 id="import">{say.title}</h1></div>
      <UploadForm<{ id: string }> path={`/projects/${project}/imports`} body={inOrder} send={say.import} primary onTaken={({ id }) => setStarted([id, ...started])}>
        <div className="grid3">
          <Field label={say.format}><select name="format">{formats.map((id) => <option key={id} value={id}>{say.formats[id]}</option>)}</select></Field>
          <Field label={say.file} hint={say.fileHint}><input type="file" name="file" required accept=".zip,.json,.jsonl" /></Field>
        </div>
      </UploadForm>
      {started.map((id) => <div key={id} className="card"><JobProgress id={id} title={say.title} onEnded={ended} /></div>)}
      {earlier.map((job) => <div key={job.id} className="card">{<JobProgress id={job.id} title={say.title} onEnded={hasEnded(job) ? undefined : ended} />}</div>)}
    </section>
  )
}
