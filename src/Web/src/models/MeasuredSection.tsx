import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { ProblemNote } from '../ui/ProblemNote'
import { sayNumber } from '../ui/say'
import { byClass, classMetrics, confusionMatrix, overall, type Evaluation, type Slice } from './evaluation'
import { Interval, sayMetric, sayMs } from './measures'

/** All that was measured of one candidate. */
export function MeasuredSection({ id, onErrors }: { id: string; onErrors(filter: { class?: string; said?: string }): void }) {
  const say = t.bench
  const { data, problem } = useGet<Evaluation>(`/evaluations/${id}`)
  if (problem) return <ProblemNote problem={problem} />
  if (!data?.of) return <section className="card tall" aria-busy="true" />
  const metrics = classMetrics[data.of.kind]
  return (
    <section className="card stack" aria-labelledby="measured">
      <div className="row"><h2 id="measured">{data.of.name} {t.curate.version(data.of.modelVersion)}</h2><span className="quiet small">{say.measuredOnSamples(sayNumber(data.of.samples), t.curate.version(data.of.version), data.of.split)}</span></div>
      <dl className="facts measures">
        {overall(data).map((one) => <div key={one.metric}><dt>{sayMetric(one.metric)}</dt><dd><Interval value={one.value} low={one.low} high={one.high} /></dd></div>)}
        {data.latency && <div><dt>{say.latency}</dt><dd title={say.latencyMeans(sayNumber(data.latency.measured))}>{sayMs(data.latency.p50Ms)} <span className="quiet small"><span className="nowrap">p90 {sayMs(data.latency.p90Ms)}</span> · <span className="nowrap">p99 {sayMs(data.latency.p99Ms)}</span></span></dd></div>}
        {data.samplesPerSecond !== undefined && <div><dt>{say.throughput}</dt><dd>{t.curate.jobs.rate(sayNumber(Math.round(data.samplesPerSecond)))}</dd></div>}
        {data.failures + data.unlabeled > 0 && <div><dt>{say.leftOut}</dt><dd className="small">{say.leftOutCounts(sayNumber(data.failures), sayNumber(data.unlabeled))}</dd></div>}
      </dl>
      {data.workingScore !== undefined && <p className="quiet small">{say.workingScore(String(data.workingScore))}</p>}
      <div className={data.of.kind === 'detection' ? 'stack' : 'columns measured'}>
        {metrics.length > 0 && (
          <div className="scroll classes-table" tabIndex={0} role="group" aria-label={say.byClass}>
            <table>
              <thead><tr><th scope="col">{say.class}</th><th scope="col" className="number">{say.labels}</th>{metrics.map((metric) => <th key={metric} scope="col">{sayMetric(metric)}</th>)}</tr></thead>
              <tbody>
                {byClass(data).map((one) => (
                  <tr key={one.name}>
                    <th scope="row"><button type="button" className="link" onClick={() => onErrors({ class: one.name })}>{one.name}</button></th>
                    <td className="number">{sayNumber(one.labels)}</td>
                    {metrics.map((metric) => <td key={metric}>{one.of[metric] ? <Interval value={one.of[metric].value} low={one.of[metric].low} high={one.of[metric].high} /> : <span className="quiet">–</span>}</td>)}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <div className="stack">
          <Matrix evaluation={data} onErrors={onErrors} />
          <Slices slices={data.slices ?? []} metric={data.of.kind === 'detection' ? 'f1' : data.of.metric} />
        </div>
      </div>
    </section>
  )
}

/** Classes beyond these make no square that can be read. */
const mostClasses = 14

function Matrix({ evaluation, onErrors }: { evaluation: Evaluation; onErrors(filter: { class?: string; said?: string }): void }) {
  const say = t.bench
  const matrix = confusionMatrix(evaluation)
  if (!matrix || matrix.truths.length > mostClasses) return null
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={say.confusion}>
      <table className="matrix small-cells">
        <thead><tr><th scope="col"><span className="quiet">{say.axes}</span></th>{matrix.said.map((name) => <th key={name} scope="col" className="number" title={name}>{name || say.noAnswer}</th>)}</tr></thead>
        <tbody>
          {matrix.truths.map((truth, i) => {
            const of = matrix.counts[i]!.reduce((a, b) => a + b, 0)
            return (
              <tr key={truth}>
                <th scope="row" title={truth}>{truth}</th>
                {matrix.said.map((said, j) => {
                  const count = matrix.counts[i]![j]!
                  const right = truth === said
                  return (
                    <td key={said} className={right ? 'cell right' : 'cell wrong-cell'} style={{ '--share': count === 0 ? 0 : right ? count / of : Math.min(1, 0.15 + count / of) } as React.CSSProperties}>
                      {count === 0 ? <span className="quiet">·</span> : right ? sayNumber(count) : <button type="button" className="link" aria-label={say.cell(sayNumber(count), truth, said || say.noAnswer)} onClick={() => onErrors({ class: truth, said: said || undefined })}>{sayNumber(count)}</button>}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Slices shown: those that stand out, then the worst. */
const slicesShown = 10

function Slices({ slices, metric }: { slices: Slice[]; metric: string }) {
  const say = t.bench
  if (slices.length === 0) return null
  const shown = [...slices].sort((a, b) => Number(b.standsOut) - Number(a.standsOut) || a.value - b.value).slice(0, slicesShown)
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={say.slices}>
      <h3>{say.slices}</h3>
      <table>
        <thead><tr><th scope="col">{say.slice}</th><th scope="col" className="number">{say.samples}</th><th scope="col">{sayMetric(metric)}</th><th scope="col"><span className="unseen">{say.standsOut}</span></th></tr></thead>
        <tbody>
          {shown.map((slice) => (
            <tr key={`${slice.name} ${slice.slice}`}>
              <th scope="row"><span className="quiet">{say.sliceNames[slice.name as 'source'] ?? slice.name}</span> {slice.slice}</th>
              <td className="number">{sayNumber(slice.samples)}</td>
              <td><Interval value={slice.value} low={slice.low} high={slice.high} /></td>
              <td>{slice.standsOut && <span className="flag">{say.standsOut}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
