import { useState } from 'react'
import type { Problem } from '../api/api'
import { useEdit, type Edit } from '../api/useEdit'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { AnswerPanel } from '../labels/AnswerPanel'
import { answer } from '../labels/asked'
import { nothingSaid } from '../labels/labels'
import type { Project } from '../projects/project'
import { ClashNote, KeptNote } from '../ui/ClashNote'
import { CompareVersions } from '../ui/CompareVersions'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import { derived, hasRows, type SpecDocument } from './editing'
import { Impact, usePreview } from './Impact'
import { isJson, JsonText, parseDocument } from './JsonText'
import { canDraw, readSpec, wantsDrawing, type DataSpec, type VersionedSpec } from './spec'
import { VisualEditor } from './VisualEditor'
import './specs.css'

const write = (document: unknown) => JSON.stringify(document, null, 2)
const read = (spec: VersionedSpec) => write(spec.document)

/** The spec in rows and as JSON, how annotators will meet it, and what a change would do to the labels that are there. */
export function SpecSection({ project }: { project: string }) {
  const edit = useEdit<VersionedSpec>(project, 'spec', read)
  return edit.saved ? <SpecEditor project={project} version={edit.saved.version} edit={edit} /> : <ProblemNote problem={edit.problem} />
}

function SpecEditor({ project, version, edit }: { project: string; version: number; edit: Edit<VersionedSpec> }) {
  const say = t.curate.spec
  const { text } = edit
  const [refused, setRefused] = useState<{ text: string; problem: Problem }>()
  const [busy, setBusy] = useState(false)
  const [deriving, setDeriving] = useState(false)
  const [document, unreadable] = parseDocument<SpecDocument>(text)
  const rows = document && hasRows(document) ? document : undefined
  const changed = document !== undefined && edit.changed
  const { preview, problem, asking } = usePreview(project, document, changed)
  // What was refused is no longer said of another text.
  const wrong = (refused?.text === text && !edit.clash ? refused.problem : undefined) ?? problem

  const change = (next: SpecDocument) => edit.change(write(next))

  async function keep() {
    if (!changed || busy) return
    setBusy(true)
    const against = await edit.save(document)
    setBusy(false)
    setRefused(against && { text, problem: against })
    if (!against) toast(say.saved)
  }

  return (
    <section aria-labelledby="spec">
      <div className="page-head stays">
        <h1 id="spec">{say.title}</h1><span className="quiet">{t.curate.version(version)}</span>
        <span className="bar-space" />
        <button onClick={() => setDeriving(true)}>{say.derive}</button>
        <KeptNote edit={edit} />
        <button className="primary" disabled={!changed || busy || !!problem} onClick={keep}>{t.curate.save}</button>
      </div>
      <p className="quiet">{say.about}</p>
      <div className="split even">
        <div className="card">{rows ? <VisualEditor document={rows} onChange={change} /> : <p className="note bad" role="alert">{unreadable ?? say.noRows}</p>}</div>
        <div className="stack">
          <JsonText text={text} problem={wrong} unreadable={unreadable} rows={14} label={say.json} onText={edit.change} onSave={keep} />
          {document && !wrong && <section className="card" aria-labelledby="impact"><h2 id="impact">{say.impact}</h2><Impact preview={preview} asking={asking} /></section>}
          {rows && !wrong && <Preview document={rows} />}
          <CompareVersions<VersionedSpec> say={t.curate.spec} path={edit.path} version={version} text={text} read={read} />
        </div>
      </div>
      <ClashNote edit={edit} read={read} isWhole={isJson} />
      {deriving && <Derive project={project} onClose={() => setDeriving(false)} onDerived={(next) => { change(next); setDeriving(false) }} />}
    </section>
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
