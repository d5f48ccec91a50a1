import { useEffect, useState, type ReactNode } from 'react'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { sayNumber, sayShare } from '../ui/say'
import type { Pipeline } from './pipeline'

interface Forecast {
  tasks: number
  byModel: number
  byPeople: number
  labelsPerTask: number
  reviews: number
  audits?: number | null
  accuracy: number
}

const typedMs = 400

/** What the server expects of these settings, once the person has stopped changing them; null where they make no sense. */
export function useForecast(project: string, pipeline: Pipeline): Forecast | null | undefined {
  const { api } = useServices()
  const text = JSON.stringify(pipeline)
  const [forecast, setForecast] = useState<Forecast | null>()
  useEffect(() => {
    let late = false
    const timer = setTimeout(async () => {
      const reply = await api.post<Forecast>(`/projects/${project}/pipeline/forecast`, JSON.parse(text))
      if (!late) setForecast(reply.ok ? reply.value : null)
    }, typedMs)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [api, project, text])
  return forecast
}

/** The way of a task as boxes that can be filled in, with how many are expected to come through each. */
export function PipelinePicture({ pipeline, forecast, model, people, review }: { pipeline: Pipeline; forecast: Forecast | null | undefined; model: ReactNode; people: ReactNode; review: ReactNode }) {
  const say = t.curate.pipeline
  const count = (value: number | undefined) => (value === undefined ? '…' : say.about(sayNumber(value)))
  return (
    <>
      <p className="note forecast" role="status">{forecast ? say.forecast(sayNumber(forecast.byPeople), sayNumber(forecast.tasks), forecast.labelsPerTask.toFixed(1), forecast.audits ? sayNumber(forecast.audits) : null, sayShare(forecast.accuracy)) : forecast === null ? say.noForecast : '…'}</p>
      <div className="flow">
        <div className="flow-box end"><b>{t.curate.states.QUEUED}</b><span className="flow-count tabular">{forecast ? sayNumber(forecast.tasks) : '…'}</span></div>
        <div className={pipeline.autoAccept.enabled ? 'flow-box model' : 'flow-box model off'}><h2>{say.model}</h2><span className="flow-count tabular">{count(forecast?.byModel)}</span>{model}</div>
        <div className="flow-box people"><h2>{say.people}</h2><span className="flow-count tabular">{count(forecast?.byPeople)} <small className="quiet">× {forecast?.labelsPerTask.toFixed(2) ?? '…'}</small></span>{people}</div>
        <div className={(forecast?.reviews ?? 1) > 0 ? 'flow-box reviewer' : 'flow-box reviewer off'}><h2>{say.reviewer}</h2><span className="flow-count tabular">{count(forecast?.reviews)}</span>{review}</div>
        <div className="flow-box end"><b>{t.curate.states.REVIEWED}</b><span className="flow-count tabular">{forecast ? sayNumber(forecast.tasks) : '…'}</span></div>
        {['to-model', 'to-people', 'model-end', 'people-reviewer', 'reviewer-end'].map((way) => <span key={way} className={`flow-way ${way}`} aria-hidden="true" />)}
      </div>
    </>
  )
}
