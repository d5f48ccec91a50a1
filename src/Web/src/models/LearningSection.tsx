import { useState } from 'react'
import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { sayMoney, sayNumber } from '../ui/say'
import { Command } from '../versions/VersionDetails'
import type { CurveAnswer } from './evaluation'
import { CurveChart } from './CurveChart'
import { sayMetric, sayValue } from './measures'

/** How a model grows with its training set, and what a target would take. */
export function LearningSection({ project }: { project: string }) {
  const say = t.bench.learning
  const [target, setTarget] = useState('')
  const [series, setSeries] = useState('')
  const wanted = Number(target)
  const valid = target !== '' && wanted > 0 && wanted <= 1
  const [model, version, split] = series.split('\n')
  const asked = new URLSearchParams({ ...(valid && { target: String(wanted) }), ...(model && { model, version: version! }), ...(split && { split }) })
  const { data } = useGet<CurveAnswer>(`/projects/${project}/learning-curve?${asked}`, undefined, true)
  const at = data?.target
  return (
    <section className="card learning" aria-labelledby="learning">
      <div className="row"><h2 id="learning">{say.title}</h2><span className="bar-space" />
        {data && data.series.length > 1 && (
          <label className="row small"><span>{say.series}</span>
            <select value={series || `${data.model}\n${data.version}\n${data.split ?? ''}`} onChange={(event) => setSeries(event.target.value)}>
              {data.series.map((one) => <option key={`${one.model} ${one.version} ${one.split}`} value={`${one.model}\n${one.version}\n${one.split ?? ''}`}>{one.model} · {t.curate.version(one.version)}{one.split && ` · ${one.split}`} ({one.sizes})</option>)}
            </select>
          </label>
        )}
        {data?.curve && <label className="row small"><span>{say.target}</span><input className="short" inputMode="decimal" value={target} onChange={(event) => setTarget(event.target.value.replace(',', '.'))} placeholder="0.95" aria-invalid={target !== '' && !valid} /></label>}
      </div>
      {data?.points && data.curve ? (
        <>
          <CurveChart points={data.points} curve={data.curve} target={valid ? at : undefined} metric={sayMetric(data.metric!)} />
          {at && <p className="verdict">{at.labels === undefined ? say.never : [say.reached(sayNumber(at.labels), at.low === undefined ? '?' : sayNumber(at.low), at.high === undefined ? say.forever : sayNumber(at.high)), at.more ? say.more(sayNumber(at.more)) : undefined, at.cost && at.currency ? say.cost(sayMoney(at.cost, at.currency)) : undefined].filter(Boolean).join(' · ')}</p>}
          <p className="quiet small">{data.ceiling !== undefined && say.ceiling(sayValue(data.ceiling))} {say.means}</p>
        </>
      ) : data && (
        <>
          <p className="quiet">{say.none}</p>
          <Command text={`"trainedOn": "${project}/versions/1/train"`} />
        </>
      )}
      {data && data.unplaced > 0 && <p className="quiet small">{say.unplaced(sayNumber(data.unplaced))}</p>}
    </section>
  )
}
