<<<<<<< HEAD
import { lazy, Suspense, useState } from 'react'
import type { Problem } from '../api/api'
import { useDocument } from '../api/useDocument'
import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
=======
import { useRef, useState } from 'react'
import { sayProblem, type Problem } from '../api/api'
import { useDocument } from '../api/useDocument'
import { upload } from '../api/upload'
>>>>>>> 548360c (The guideline's editor: pictures, and whether it has to be read)
import { Markdown } from '../ui/Markdown'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import type { Guideline } from './project'

const TextDiff = lazy(() => import('../ui/TextDiff'))

/** The guideline as text beside what annotators will see, and beside any earlier version. */
export function GuidelineSection({ project }: { project: string }) {
  const say = t.curate.guideline
  const { data, problem, save } = useDocument<Guideline & { mustRead?: boolean }>(project, 'guideline')
  const [edited, setEdited] = useState<string>()
<<<<<<< HEAD
  const [mustRead, setMustRead] = useState(false)
=======
  const [must, setMust] = useState<boolean>()
>>>>>>> 548360c (The guideline's editor: pictures, and whether it has to be read)
  const [refused, setRefused] = useState<Problem>()
  const field = useRef<HTMLTextAreaElement>(null)
  if (!data) return <ProblemNote problem={problem} />
  const text = edited ?? data.markdown
  const mustRead = must ?? (edited === undefined && (data.mustRead ?? false))
  const changed = text !== data.markdown || (must !== undefined && must !== (data.mustRead ?? false))

  async function keep() {
<<<<<<< HEAD
    const wrong = await save(mustRead ? { markdown: text, mustRead } : { markdown: text })
    setRefused(wrong)
    if (wrong) return
    setEdited(undefined)
    setMustRead(false)
    toast(say.saved)
=======
    const wrong = await save({ markdown: text, mustRead })
    setRefused(wrong)
    if (wrong) return
    setEdited(undefined)
    setMust(undefined)
    toast(mustRead ? 'The guideline is saved; annotators get their next task once they have read it.' : 'The guideline is saved; annotators see it with their next task.')
  }

  /** Where the cursor is, or at the end. */
  async function addPicture(file: File) {
    const form = new FormData()
    form.append('picture', file)
    const reply = await upload<{ url: string }>(`/projects/${project}/guideline/pictures`, form, () => {})
    if (!reply.ok) return toast(sayProblem(reply.problem), true)
    const at = field.current?.selectionStart ?? text.length
    const name = file.name.replace(/\.[^.]*$/, '').replace(/[[\]\\]/g, '')
    setEdited(`${text.slice(0, at)}![${name}](${reply.value.url})${text.slice(at)}`)
>>>>>>> 548360c (The guideline's editor: pictures, and whether it has to be read)
  }

  return (
    <section aria-labelledby="guideline">
<<<<<<< HEAD
      <div className="page-head"><h1 id="guideline">{say.title}</h1><span className="quiet">{t.curate.version(data.version)}</span></div>
      <div className="split even">
        <div className="stack">
          <textarea className="code" aria-label={say.text} rows={22} value={text} onChange={(event) => setEdited(event.target.value)} />
          <ProblemNote problem={refused} />
          <div className="row">
            <button className="primary" disabled={text === data.markdown} onClick={keep}>{t.curate.save}</button>
            {data.mustRead !== undefined && <label className="check small"><input type="checkbox" checked={mustRead} onChange={(event) => setMustRead(event.target.checked)} />{say.mustRead}</label>}
=======
      <div className="page-head"><h1 id="guideline">Guideline</h1><span className="quiet">version {data.version}{data.mustRead && ', to be read before the next task'}</span></div>
      <div className="split even">
        <div className="stack">
          <textarea ref={field} className="code" aria-label="Guideline in Markdown" rows={24} value={text} onChange={(event) => setEdited(event.target.value)} />
          <ProblemNote problem={refused} />
          <label className="check">
            <input type="checkbox" checked={mustRead} onChange={(event) => setMust(event.target.checked)} />
            Annotators must read this version before they get another task
          </label>
          <div className="row">
            <button className="primary" disabled={!changed} onClick={keep}>Save</button>
            <label className="button">
              Add a picture
              <input
                className="unseen" type="file" accept="image/png,image/jpeg,image/webp,image/gif"
                onChange={(event) => {
                  const [file] = event.target.files ?? []
                  event.target.value = ''
                  if (file) void addPicture(file)
                }}
              />
            </label>
>>>>>>> 548360c (The guideline's editor: pictures, and whether it has to be read)
          </div>
        </div>
        <aside className="card preview" aria-label={say.preview} tabIndex={0}><Markdown text={text} /></aside>
      </div>
      <Earlier project={project} version={data.version} text={text} />
    </section>
  )
}

function Earlier({ project, version, text }: { project: string; version: number; text: string }) {
  const say = t.curate.guideline
  const [older, setOlder] = useState<number>()
  const { data } = useGet<Guideline>(older ? `/projects/${project}/guideline?version=${older}` : null)
  return (
    <details className="card">
      <summary>{say.compare}</summary>
      <label className="row"><span>{say.compareWith}</span>
        <select className="short" value={older ?? ''} onChange={(event) => setOlder(Number(event.target.value) || undefined)}>
          <option value="">–</option>
          {Array.from({ length: version }, (_, i) => version - i).map((one) => <option key={one} value={one}>{t.curate.version(one)}</option>)}
        </select>
      </label>
      {data && <Suspense fallback={null}><TextDiff from={data.markdown} to={text} /></Suspense>}
    </details>
  )
}
