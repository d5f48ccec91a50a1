import { useRef, useState } from 'react'
import { sayProblem, sayViolation, type Problem } from '../api/api'
import { useDocument } from '../api/useDocument'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { AnswerPanel } from '../labels/AnswerPanel'
import { answer } from '../labels/asked'
import { nothingSaid } from '../labels/labels'
import type { Project } from '../projects/project'
import { CompareVersions } from '../ui/CompareVersions'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import { derived, type SpecDocument } from './editing'
import { Impact, usePreview } from './Impact'
import { goToLine, lineOf, sayParseError } from './pointer'
import { canDraw, readSpec, wantsDrawing, type DataSpec, type VersionedSpec } from './spec'
import { VisualEditor } from './VisualEditor'
import './specs.css'

const write = (document: unknown) => JSON.stringify(document, null, 2)

/** The spec in rows and as JSON, how annotators will meet it, and what a change would do to the labels that are there. */
export function SpecSection({ project }: { project: string }) {
  const { data, problem, save } = useDocument<VersionedSpec>(project, 'spec')
  if (!data) return <ProblemNote problem={problem} />
  return <SpecEditor key={project} project={project} saved={data} save={save} />
}

function SpecEditor({ project, saved, save }: { project: string; saved: VersionedSpec; save(body: unknown): Promise<Problem | undefined> }) {
  const say = t.curate.spec
  const [text, setText] = useState(() => write(saved.document))
  const [base, setBase] = useState(saved)
  const [refused, setRefused] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const [deriving, setDeriving] = useState(false)
  // Taken over from the server unless somebody has begun to change it.
  if (saved.version !== base.version) {
    if (text === write(base.document)) setText(write(saved.document))
    setBase(saved)
  }
  const [document, unreadable] = parse(text)
  const changed = document !== undefined && write(document) !== write(base.document)
  const { preview, problem, asking } = usePreview(project, document, changed)
  const wrong = refused ?? problem

  function change(next: SpecDocument) {
    setText(write(next))
    setRefused(undefined)
  }

  async function keep() {
    setBusy(true)
    const against = await save(document)
    setBusy(false)
    setRefused(against)
    if (against) return
    toast(say.saved)
  }

  return (
    <section aria-labelledby="spec">
      <div className="page-head">
        <h1 id="spec">{say.title}</h1><span className="quiet">{t.curate.version(base.version)}</span>
        <span className="bar-space" />
        <button onClick={() => setDeriving(true)}>{say.derive}</button>
        <button disabled={text === write(base.document)} onClick={() => { setText(write(base.document)); setRefused(undefined) }}>{t.curate.undo}</button>
        <button className="primary" disabled={!changed || busy || !!problem} onClick={keep}>{t.curate.save}</button>
      </div>
      <p className="quiet">{say.about}</p>
      <div className="split even">
        <div className="card">{document ? <VisualEditor document={document} onChange={change} /> : <p className="note bad" role="alert">{unreadable}</p>}</div>
        <div className="stack">
          <JsonText text={text} problem={wrong} unreadable={unreadable} onText={(next) => { setText(next); setRefused(undefined) }} onSave={keep} />
          <section className="card" aria-labelledby="impact"><h2 id="impact">{say.impact}</h2><Impact preview={preview} asking={asking && !wrong} /></section>
          {document && !wrong && <Preview document={document} />}
          <CompareVersions<VersionedSpec> say={t.curate.spec} path={`/projects/${project}/spec`} version={base.version} text={text} read={(older) => write(older.document)} />
        </div>
      </div>
      {deriving && <Derive project={project} onClose={() => setDeriving(false)} onDerived={(next) => { change(next); setDeriving(false) }} />}
    </section>
  )
}

function parse(text: string): [document: SpecDocument | undefined, unreadable: string | undefined] {
  try {
    const document: unknown = JSON.parse(text)
    return typeof document === 'object' && document !== null && !Array.isArray(document) ? [document as SpecDocument, undefined] : [undefined, t.curate.spec.noObject]
  } catch (error) {
    return [undefined, sayParseError(error, text)]
  }
}

/** The document as text; what is wrong is named in words and goes to its line by a click. */
function JsonText({ text, problem, unreadable, onText, onSave }: { text: string; problem?: Problem; unreadable?: string; onText(text: string): void; onSave(): void }) {
  const area = useRef<HTMLTextAreaElement>(null)
  return (
    <>
      <textarea
        ref={area} className="code" aria-label={t.curate.spec.json} spellCheck={false} rows={14} value={text} onChange={(event) => onText(event.target.value)} aria-invalid={!!(problem ?? unreadable) || undefined}
        onKeyDown={(event) => {
          if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          onSave()
        }}
      />
      {problem && (
        <div className="note bad" role="alert">
          <p>{sayProblem(problem)}</p>
          <ul className="violations">
            {problem.violations?.map((violation, i) => {
              const line = lineOf(text, violation.pointer)
              return <li key={i}><button type="button" className="link" onClick={() => goToLine(area.current, text, line, 4)}>{t.curate.spec.line(line)}</button> <span>{sayViolation(violation)}</span> <code className="quiet">{violation.pointer}</code></li>
            })}
          </ul>
        </div>
      )}
    </>
  )
}

/** The spec as an annotator will meet it; it can be tried out. */
function Preview({ document }: { document: SpecDocument }) {
  const say = t.curate.spec
  const [labels, setLabels] = useState(nothingSaid)
  const spec: DataSpec = readSpec(document)
  return (
    <aside className="card preview" aria-label={say.preview}>
      <h2>{say.preview}</h2>
      {wantsDrawing(spec) && (
        <ul className="preview-classes">
          {spec.classes.map((one, i) => <li key={i}><span className="swatch" style={{ background: one.color }} />{one.name} <span className="quiet small">{say.shapes[one.shape]}</span>{i < 9 && <kbd>{one.key ?? i + 1}</kbd>}</li>)}
        </ul>
      )}
      {wantsDrawing(spec) && !canDraw(spec) && <p className="note warn">{say.cannotDraw}</p>}
      <AnswerPanel compact spec={spec} labels={labels} active={spec.properties[0]?.name} onAnswer={(rule, value) => setLabels(answer(spec, labels, rule.name, value))} />
    </aside>
  )
}

/** Begins with another project's spec. */
function Derive({ project, onClose, onDerived }: { project: string; onClose(): void; onDerived(document: SpecDocument): void }) {
  const say = t.curate.spec
  const { api } = useServices()
  const { data } = useGet<{ items: Project[] }>('/projects')
  const [problem, setProblem] = useState<Problem>()
  const others = data?.items.filter((one) => one.id !== project) ?? []
  async function take(form: FormData) {
    const other = others.find((one) => one.id === form.get('project'))
    if (!other) return
    const reply = await api.get<VersionedSpec>(`/projects/${other.id}/spec`)
    if (reply.ok) onDerived(derived(reply.value.document as SpecDocument, `${other.name} v${reply.value.version}`))
    else setProblem(reply.problem)
  }
  return (
    <Dialog title={say.derive} onClose={onClose}>
      <form className="stack" action={take}>
        <p className="quiet">{say.deriveMeans}</p>
        {others.length > 0 ? <Field label={t.app.project}><select name="project">{others.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</select></Field> : <p>{say.noOther}</p>}
        <ProblemNote problem={problem} />
        <button className="primary" disabled={others.length === 0}>{say.takeOver}</button>
      </form>
    </Dialog>
  )
}
