import { useState, type FormEvent, type ReactElement } from 'react'
import type { Problem } from '../api/api'
import { useDocument } from '../api/useDocument'
import { t } from '../i18n/texts'
import { JsonEditor } from '../specs/JsonEditor'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import { durationOf, minutesOf, type Pipeline } from './pipeline'
import { PipelinePicture, useForecast } from './PipelinePicture'
import './pipeline.css'

interface Versioned {
  version: number
  document: Pipeline
}

export function PipelineSection({ project }: { project: string }) {
  const say = t.curate.pipeline
  const { data, problem, save } = useDocument<Versioned>(project, 'pipeline')
  const [asJson, setAsJson] = useState(false)
  if (!data) return <ProblemNote problem={problem} />
  const keep = async (document: unknown) => {
    const wrong = await save(document)
    if (!wrong) toast(say.saved)
    return wrong
  }
  return (
    <section aria-labelledby="pipeline">
      <div className="page-head">
        <h1 id="pipeline">{say.title}</h1><span className="quiet">{t.curate.version(data.version)}</span>
        <span className="bar-space" />
        <button onClick={() => setAsJson(!asJson)}>{asJson ? say.asForm : say.asJson}</button>
      </div>
      {asJson
        ? <JsonEditor label={say.json} document={data.document} onSave={keep} />
        : <PipelineForm key={data.version} project={project} pipeline={data.document} onSave={keep} />}
    </section>
  )
}

/** The way of a task, each place of which can be set where it is drawn. */
function PipelineForm({ project, pipeline, onSave }: { project: string; pipeline: Pipeline; onSave(document: Pipeline): Promise<Problem | undefined> }) {
  const say = t.curate.pipeline
  const [edited, setEdited] = useState(pipeline)
  const [problem, setProblem] = useState<Problem>()
  const forecast = useForecast(project, edited)
  const wrong = (pointer: string) => problem?.violations?.find((violation) => violation.pointer.startsWith(pointer))?.message
  const lease = minutesOf(edited.lease)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setProblem(await onSave(edited))
  }

  function number<K extends 'redundancy' | 'autoAccept' | 'review' | 'quality'>(part: K, name: string & keyof Pipeline[K], label: string, hint: string, step: string, max?: number): ReactElement {
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
    <form className="stack" onSubmit={submit}>
      <PipelinePicture
        pipeline={edited} forecast={forecast}
        model={
          <>
            <label className="check small"><input type="checkbox" checked={edited.autoAccept.enabled} onChange={(event) => setEdited({ ...edited, autoAccept: { ...edited.autoAccept, enabled: event.target.checked } })} />{say.enabled}</label>
            <div className="flow-fields">
              {number('autoAccept', 'maxError', say.maxError, say.maxErrorHint, 'any', 1)}
              {number('autoAccept', 'confidence', say.confidence, say.confidenceHint, 'any', 1)}
              {number('autoAccept', 'auditRate', say.auditRate, say.auditRateHint, 'any', 1)}
            </div>
          </>
        }
        people={
          <div className="flow-fields">
            {number('redundancy', 'min', say.min, say.perTask, '1')}
            {number('redundancy', 'max', say.max, say.perTask, '1')}
            {number('redundancy', 'targetConfidence', say.target, say.targetHint, 'any', 1)}
          </div>
        }
        review={<div className="flow-fields">{number('review', 'rate', say.rate, say.rateHint, 'any', 1)}</div>}
      />
      <fieldset className="card">
        <legend>{say.handing}</legend>
        <div className="grid3">
          <Field label={say.hold} hint={lease === undefined ? say.now(edited.lease) : say.holdHint} wrong={wrong('/lease')}>
            <input type="number" min={0.5} step="any" value={lease ?? ''} onChange={(event) => event.target.value && setEdited({ ...edited, lease: durationOf(event.target.valueAsNumber) })} />
          </Field>
          <Field label={say.order} wrong={wrong('/order')}>
            <select value={edited.order} onChange={(event) => setEdited({ ...edited, order: event.target.value as Pipeline['order'] })}>
              {(['uncertainty', 'import', 'random'] as const).map((order) => <option key={order} value={order}>{say.orders[order]}</option>)}
            </select>
          </Field>
        </div>
      </fieldset>
      <fieldset className="card">
        <legend>{t.gold.pipeline.title}</legend>
        <div className="grid3">
          {number('quality', 'gold', t.gold.pipeline.gold, t.gold.pipeline.goldHint, 'any', 0.5)}
          {number('quality', 'selfCheck', t.gold.pipeline.selfCheck, t.gold.pipeline.selfCheckHint, 'any', 0.5)}
        </div>
        <label className="check"><input type="checkbox" checked={edited.quality.tellMissed} onChange={(event) => setEdited({ ...edited, quality: { ...edited.quality, tellMissed: event.target.checked } })} />{t.gold.pipeline.tellMissed}</label>
      </fieldset>
      <ProblemNote problem={problem} />
      <div className="row"><button className="primary" disabled={JSON.stringify(edited) === JSON.stringify(pipeline)}>{t.curate.save}</button></div>
    </form>
  )
}
