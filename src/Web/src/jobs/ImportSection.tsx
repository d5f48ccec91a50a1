import { useState } from 'react'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { readSpec, type VersionedSpec } from '../specs/spec'
import { Field } from '../ui/Field'
import { UploadForm } from '../ui/UploadForm'
import { hasEnded, type Job } from './job'
import { JobProgress } from './JobProgress'

/** What the server reads, by what a project labels: a file's ending, and how a line that goes with it looks. */
const formats = {
  image: [
    { id: 'images', accept: '.zip', example: '{"file":"tray-1.jpg","externalId":"tray-1","group":"tray","licence":"CC-BY-4.0","metadata":{"line":7},"labels":{"properties":{"quality":"good"}}}' },
    { id: 'coco', accept: '.zip', example: undefined },
  ],
  text: [{ id: 'text', accept: '.jsonl,.ndjson,.json', example: '{"externalId":"letter-1","text":"Ada met Ben.","group":"letters","labels":{"objects":[{"class":"person","shape":{"span":[0,3]}}]}}' }],
} as const

export function ImportSection({ project }: { project: string }) {
  const { queries } = useServices()
  const jobs = useGet<{ items: Job[] }>(`/projects/${project}/jobs`)
  const { data: spec } = useGet<VersionedSpec>(`/projects/${project}/spec`)
  const [started, setStarted] = useState<string[]>([])
  const [wanted, setWanted] = useState<string>()
  const say = t.projects.imports
  const offered = spec && formats[readSpec(spec.document).media === 'image' ? 'image' : 'text']
  const chosen = offered?.find((one) => one.id === wanted) ?? offered?.[0]
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
        <fieldset className="stack">
          <legend>{say.format}</legend>
          {offered?.map(({ id }) => (
            <div key={id}>
              <label className="check"><input type="radio" name="format" value={id} checked={id === chosen?.id} aria-describedby={`about-${id}`} onChange={() => setWanted(id)} /> <b>{say.formats[id]}</b></label>
              <p id={`about-${id}`} className="quiet small">{say.about[id]}</p>
            </div>
          ))}
        </fieldset>
        {chosen?.example && <details><summary>{say.example}</summary><pre className="small"><code>{chosen.example}</code></pre></details>}
        <Field label={say.file} hint={say.fileHint}><input type="file" name="file" required accept={chosen?.accept} /></Field>
      </UploadForm>
      {started.map((id) => <div key={id} className="card"><JobProgress id={id} title={say.title} onEnded={ended} /></div>)}
      {earlier.map((job) => <div key={job.id} className="card">{<JobProgress id={job.id} title={say.title} onEnded={hasEnded(job) ? undefined : ended} />}</div>)}
    </section>
  )
}
