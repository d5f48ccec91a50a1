import { useState } from 'react'
import type { Problem } from '../api/api'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { hasEnded, type Job } from '../jobs/job'
import { JobProgress } from '../jobs/JobProgress'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment, sayNumber, sayShare } from '../ui/say'
import { toast } from '../ui/toasts'
import { broughtModel, candidateOf, sayMisfit, sayModel, sayTrainedOn, type EvaluationItem, type Exam, type Model, type ModelVersion } from './evaluation'
import type { SealedVersion } from './ExamPicker'
import { Interval, sayMetric } from './measures'

interface Props {
  project: string
  exam: Exam | undefined
  models: Model[] | undefined
  versions: SealedVersion[] | undefined
  /** On these samples. */
  evaluations: EvaluationItem[]
  mayMeasure: boolean
  shown: readonly string[]
  jobs: Job[] | undefined
  onPick(evaluations: string[]): void
  onStarted(): void
  /** Evaluations begun here, which may be over before a list of jobs has them. */
  measuring: readonly string[]
  onMeasuring(evaluation: string): void
  onEnded(evaluation: Job): void
}

/** A version of a model, or predictions that were made elsewhere. */
interface Row {
  key: string
  called: string
  model?: string
  version?: ModelVersion
  measured?: EvaluationItem
}

/** Every version of every model that answers what is asked here, the best first; two can be picked to be compared. Others are named with why not. */
export function Candidates({ project, exam, models, versions, evaluations, mayMeasure, shown, jobs, measuring, onPick, onStarted, onMeasuring, onEnded }: Props) {
  const say = t.bench
  const { api } = useServices()
  const [problem, setProblem] = useState<Problem>()
  /** Which models those began here are of, until a list of jobs says so. */
  const [began, setBegan] = useState<ReadonlyMap<string, { id: string; version: number }>>(new Map())
  const of = new Map(evaluations.map((one) => [candidateOf(one.model, one.modelVersion), one]))
  const names = new Map((versions ?? []).map((one) => [one.version, one.name]))
  const all: Row[] = [
    ...(models ?? []).flatMap((model) => model.versions.map((version) => ({ key: candidateOf(model.id, version.version), called: model.name, model: model.id, version, measured: of.get(candidateOf(model.id, version.version)) }))),
    ...evaluations.filter((one) => one.model === broughtModel).map((measured) => ({ key: measured.id, called: measured.name, measured })),
  ].sort((a: Row, b: Row) => (b.measured?.value ?? -1) - (a.measured?.value ?? -1) || (b.version?.createdAt ?? '').localeCompare(a.version?.createdAt ?? ''))
  const rows = all.filter(({ version, measured }) => measured || !version?.misfit)
  const others = all.filter((row) => !rows.includes(row))
  const running = [...new Set([...measuring, ...(jobs ?? []).filter((job) => job.kind === 'evaluation' && !hasEnded(job)).map((job) => job.id)])]
  const metric = evaluations[0]?.metric
  const modelOf = new Map([...(jobs ?? []).flatMap((job) => (job.model ? [[job.id, job.model] as const] : [])), ...began])
  const calledOf = (id: string) => { const one = modelOf.get(id); return one && sayModel(models, one) }
  const underWay = new Set(running.flatMap((id) => { const one = modelOf.get(id); return one ? [candidateOf(one.id, one.version)] : [] }))

  async function measure(model: string, modelVersion: number) {
    const reply = await api.post<{ id: string }>(`/models/${model}/evaluations`, { project, version: exam!.version, modelVersion, ...(exam!.split && { split: exam!.split }) })
    setProblem(reply.ok ? undefined : reply.problem)
    if (!reply.ok) return
    setBegan(new Map([...began, [reply.value.id, { id: model, version: modelVersion }]]))
    onMeasuring(reply.value.id)
  }

  async function predict(model: string, version: number) {
    const reply = await api.post<{ id: string }>(`/projects/${project}/predictions`, { model, version })
    setProblem(reply.ok ? undefined : reply.problem)
    if (!reply.ok) return
    toast(say.predicting)
    onStarted()
  }

  return (
    <section className="card" aria-labelledby="candidates">
      <h2 id="candidates">{say.candidates}</h2>
      <ProblemNote problem={problem} />
      {running.length > 0 && <div className="stack measuring">{running.map((id) => <JobProgress key={id} id={id} title={say.measuringOf(calledOf(id))} onEnded={onEnded} />)}</div>}
      {rows.length > 0 && <div className="scroll" tabIndex={0} role="group" aria-label={say.candidates}>
        <table className="candidates">
          <thead><tr>
            <th scope="col"><span className="unseen">{say.compare}</span></th><th scope="col">{say.model}</th><th scope="col" className="number">{say.version}</th>
            <th scope="col">{metric ? sayMetric(metric) : say.notMeasuredYet}</th><th scope="col">{say.trainedOn}</th><th scope="col" className="registered">{say.registered}</th>
            {mayMeasure && <th scope="col"><span className="unseen">{say.acts}</span></th>}
          </tr></thead>
          <tbody>
            {rows.map(({ key, called, model, version, measured }) => {
              const name = version ? `${called} ${t.curate.version(version.version)}` : called
              return (
                <tr key={key} className={measured && shown.includes(measured.id) ? 'picked' : undefined}>
                  <td>{measured && <input type="checkbox" aria-label={say.look(name)} checked={shown.includes(measured.id)} onChange={(event) => onPick(event.target.checked ? [...shown.slice(-1), measured.id] : shown.filter((id) => id !== measured.id))} />}</td>
                  <th scope="row">{called}</th>
                  <td className="number">{version?.version}</td>
                  <td>{measured ? <span className="row tight"><Interval value={measured.value} low={measured.low} high={measured.high} /><span className="quiet small tabular">{say.ofSamples(sayNumber(measured.samples))}</span></span> : <span className="quiet">{say.notMeasured}</span>}
                    {measured?.mayHaveSeen && <span className="flag" title={say.mayHaveSeenMeans}>{say.mayHaveSeen}</span>}</td>
                  <td className="clip" title={version && sayTrainedOn(version, project, names)}>{version ? sayTrainedOn(version, project, names) : <span className="quiet">{say.brought.elsewhere}</span>}</td>
                  <td className="registered">{version?.createdAt && sayMoment(version.createdAt)}</td>
                  {mayMeasure && (
                    <td className="number">
                      {model && version && (
                        <>
                          {!measured && exam && !underWay.has(key) && <button aria-label={say.measureOf(name)} onClick={() => measure(model, version.version)}>{say.measure}</button>}{' '}
                          {!version.misfit && <button aria-label={say.predictBy(name)} onClick={() => predict(model, version.version)}>{say.predict}</button>}
                        </>
                      )}
                    </td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>}
      {models && rows.length === 0 && <p className="quiet">{others.length > 0 ? say.noneFits : say.noModels}</p>}
      {evaluations.length > 1 && <p className="quiet small">{say.pickTwo} {metric && say.intervalMeans(sayShare(0.95))}</p>}
      {others.length > 0 && (
        <details className="misfits">
          <summary>{say.others(sayNumber(others.length))}</summary>
          <ul className="plain-list">
            {others.map(({ key, called, version }) => <li key={key}><b>{called} {t.curate.version(version!.version)}</b> <span className="quiet">{sayMisfit(version!.misfit!)}</span></li>)}
          </ul>
        </details>
      )}
    </section>
  )
}
