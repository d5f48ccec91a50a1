import { useState, type FormEvent, type ReactElement } from 'react'
import { sayViolation, type Problem } from '../api/api'
import { useEdit } from '../api/useEdit'
import { t } from '../i18n/texts'
import { isJson, JsonText, parseDocument } from '../specs/JsonText'
import { ClashNote, KeptNote } from '../ui/ClashNote'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import { durationOf, isPipeline, minutesOf, type Pipeline } from './pipeline'
import { PipelinePicture, useForecast } from './PipelinePicture'
import './pipeline.css'

interface Versioned {
  version: number
  document: Pipeline
}

const write = (document: unknown) => JSON.stringify(document, null, 2)
const read = (pipeline: Versioned) => write(pipeline.document)

/** How tasks are routed, as a picture that can be filled in or as JSON. */
export function PipelineSection({ project }: { project: string }) {
  const say = t.curate.pipeline
  const edit = useEdit<Versioned>(project, 'pipeline', read)
  const [asJson, setAsJson] = useState(false)
  const [refused, setRefused] = useState<{ text: string; problem: Problem }>()
  if (!edit.saved) return <ProblemNote problem={edit.problem} />
  const { text } = edit
  const [document, unreadable] = parseDocument<Partial<Pipeline>>(text)
  const drawable = isPipeline(document)
  const inWords = asJson || !drawable
  // What was refused is no longer said of another text.
  const problem = refused?.text === text && !edit.clash ? refused.problem : undefined

  async function keep(event?: FormEvent) {
    event?.preventDefault()
    if (!document || !edit.changed) return
    const wrong = await edit.save(document)
    setRefused(wrong && { text, problem: wrong })
    if (!wrong) toast(say.saved)
  }

  return (
    <section aria-labelledby="pipeline">
      <div className="page-head stays">
        <h1 id="pipeline">{say.title}</h1><span className="quiet">{t.curate.version(edit.saved.version)}</span>
        <span className="bar-space" />
        <button type="button" disabled={!drawable} onClick={() => setAsJson(!asJson)}>{inWords ? say.asForm : say.asJson}</button>
        <KeptNote edit={edit} />
        <button className="primary" form="pipeline-form" disabled={!edit.changed || !document}>{t.curate.save}</button>
      </div>
      <form id="pipeline-form" className="stack" onSubmit={keep}>
        {inWords
          ? <>
            <JsonText label={say.json} rows={22} text={text} problem={problem} unreadable={unreadable} onText={edit.change} onSave={() => void keep()} />
            {unreadable && <p className="note bad" role="alert">{unreadable}</p>}
          </>
          : <PipelineForm project={project} pipeline={document} problem={problem} onChange={(next) => edit.change(write(next))} />}
      </form>
      <ClashNote edit={edit} read={read} isWhole={isJson} />
    </section>
  )
}

/** The way of a task, each place of which can be set where it is drawn. */
function PipelineForm({ project, pipeline: edited, problem, onChange: setEdited }: { project: string; pipeline: Pipeline; problem: Problem | undefined; onChange(pipeline: Pipeline): void }) {
  const say = t.curate.pipeline
  const forecast = useForecast(project, edited)
  const wrong = (pointer: string) => {
    const violation = problem?.violations?.find((one) => one.pointer.startsWith(pointer))
    return violation && sayViolation(violation)
  }
  const lease = minutesOf(edited.lease)

  function number<K extends 'redundancy' | 'autoAccept' | 'review' | 'quality'>(part: K, name: string & keyof Pipeline[K], label: string, hint: string, step: string, max?: number): ReactElement {
    return (
      <Field label={label} hint={hint} wrong={wrong(`/${part}/${name}`)}>
        <input
          type="number" min={0} max={max} step={step} required
          value={(edited[part]?.[name] as number | null | undefined) ?? ''}
          onChange={(event) => setEdited({ ...edited, [part]: { ...edited[part], [name]: event.target.valueAsNumber } })}
        />
      </Field>
    )
  }

  return (
    <>
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
    </>
  )
}
