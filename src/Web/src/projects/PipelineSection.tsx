import { useState, type FormEvent, type ReactElement } from 'react'
import type { Problem } from '../api/api'
import { useDocument } from '../api/useDocument'
import { JsonEditor } from '../specs/JsonEditor'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import { durationOf, minutesOf, type Pipeline } from './pipeline'

interface Versioned {
  version: number
  document: Pipeline
}

export function PipelineSection({ project }: { project: string }) {
  const { data, problem, save } = useDocument<Versioned>(project, 'pipeline')
  const [asJson, setAsJson] = useState(false)
  if (!data) return <ProblemNote problem={problem} />
  const keep = async (document: unknown) => {
    const wrong = await save(document)
    if (!wrong) toast('The pipeline is saved.')
    return wrong
  }
  return (
    <section aria-labelledby="pipeline">
      <div className="page-head">
        <h1 id="pipeline">Pipeline</h1><span className="quiet">version {data.version}</span>
        <span className="bar-space" />
        <button onClick={() => setAsJson(!asJson)}>{asJson ? 'As a form' : 'As JSON'}</button>
      </div>
      {asJson
        ? <JsonEditor label="Pipeline as JSON" document={data.document} onSave={keep} />
        : <PipelineForm key={data.version} pipeline={data.document} onSave={keep} />}
    </section>
  )
}

function PipelineForm({ pipeline, onSave }: { pipeline: Pipeline; onSave(document: Pipeline): Promise<Problem | undefined> }) {
  const [edited, setEdited] = useState(pipeline)
  const [problem, setProblem] = useState<Problem>()
  const wrong = (pointer: string) => problem?.violations?.find((violation) => violation.pointer.startsWith(pointer))?.message
  const lease = minutesOf(edited.lease)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setProblem(await onSave(edited))
  }

  function number<K extends 'redundancy' | 'autoAccept' | 'review'>(part: K, name: string & keyof Pipeline[K], label: string, hint: string, step: string, max?: number): ReactElement {
    return (
      <Field label={label} hint={hint} wrong={wrong(`/${part}/${name}`)}>
        <input
          type="number" min={0} max={max} step={step} required
          value={Number.isNaN(edited[part]?.[name]) ? '' : (edited[part]?.[name] as number)}
          onChange={(event) => setEdited({ ...edited, [part]: { ...edited[part], [name]: event.target.valueAsNumber } })}
        />
      </Field>
    )
  }

  return (
    <form className="stack narrow" onSubmit={submit}>
      <fieldset className="card">
        <legend>Opinions</legend>
        <div className="grid3">
          {number('redundancy', 'min', 'At least', 'people a task', '1')}
          {number('redundancy', 'max', 'At most', 'people a task', '1')}
          {number('redundancy', 'targetConfidence', 'Until confidence', 'from 0 to 1', 'any', 1)}
        </div>
      </fieldset>
      <fieldset className="card">
        <legend>Auto-accept</legend>
        <label className="check">
          <input type="checkbox" checked={edited.autoAccept.enabled} onChange={(event) => setEdited({ ...edited, autoAccept: { ...edited.autoAccept, enabled: event.target.checked } })} />
          The model decides where its error is certified
        </label>
        <div className="grid3">
          {number('autoAccept', 'maxError', 'Greatest error', '0.01 is 1 in 100', 'any', 1)}
          {number('autoAccept', 'confidence', 'Confidence', 'of that bound', 'any', 1)}
          {number('autoAccept', 'auditRate', 'Audited share', 'checked by people, blind', 'any', 1)}
        </div>
      </fieldset>
      <fieldset className="card">
        <legend>Review and work</legend>
        <div className="grid3">
          {number('review', 'rate', 'Reviewed share', 'of what people decided', 'any', 1)}
          <Field label="Hold of a task" hint={lease === undefined ? `now ${edited.lease}` : 'minutes'} wrong={wrong('/lease')}>
            <input type="number" min={0.5} step="any" value={lease ?? ''} onChange={(event) => event.target.value && setEdited({ ...edited, lease: durationOf(event.target.valueAsNumber) })} />
          </Field>
          <Field label="Order" wrong={wrong('/order')}>
            <select value={edited.order} onChange={(event) => setEdited({ ...edited, order: event.target.value as Pipeline['order'] })}>
              <option value="uncertainty">Uncertain first</option>
              <option value="import">As imported</option>
              <option value="random">Random</option>
            </select>
          </Field>
        </div>
      </fieldset>
      <ProblemNote problem={problem} />
      <div className="row"><button className="primary" disabled={JSON.stringify(edited) === JSON.stringify(pipeline)}>Save</button></div>
    </form>
  )
}
