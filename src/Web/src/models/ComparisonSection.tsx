import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { ProblemNote } from '../ui/ProblemNote'
import { sayNumber } from '../ui/say'
import { classMetrics, type Comparison, type Difference, type EvaluationItem } from './evaluation'
import { sayDifference, sayMetric, sayValue } from './measures'

/** Two candidates on the same samples: what differs, and whether by more than chance. */
export function ComparisonSection({ first, second }: { first: EvaluationItem; second: EvaluationItem }) {
  const say = t.bench
  const { data, problem } = useGet<Comparison>(`/evaluations/${first.id}/comparison?with=${second.id}`)
  if (problem) return <ProblemNote problem={problem} />
  const [one, other] = [nameOf(first), nameOf(second)]
  const all = data?.differences.filter((difference) => difference.class === undefined) ?? []
  const key = classMetrics[first.kind].includes('AP' as never) ? 'AP' : 'f1'
  const classes = data?.differences.filter((difference) => difference.class !== undefined && difference.metric === key) ?? []
  return (
    <section className="card" aria-labelledby="comparison" aria-busy={!data}>
      <h2 id="comparison">{say.comparison(other, one)}</h2>
      {data && <p className="verdict">{verdict(all[0], one, other)}{data.mcNemar && <span className="quiet"> {say.mcNemar(one, sayNumber(data.mcNemar.onlyFirst), other, sayNumber(data.mcNemar.onlySecond))}</span>}</p>}
      <div className="columns same">
        <Table title={sayMetric('overall')} head={say.metric} rows={all} nameOf={(row) => sayMetric(row.metric)} one={one} other={other} />
        {classes.length > 0 && <Table title={sayMetric(key)} head={`${say.class} (${sayMetric(key)})`} rows={classes} nameOf={(row) => row.class!} one={one} other={other} />}
      </div>
    </section>
  )
}

const nameOf = (item: EvaluationItem) => `${item.name} v${item.modelVersion}`

function verdict(first: Difference | undefined, one: string, other: string) {
  if (!first) return t.bench.nothingToCompare
  if (!first.exceedsChance) return t.bench.noDifference(sayMetric(first.metric))
  return t.bench.better(first.difference > 0 ? other : one, sayMetric(first.metric), sayValue(Math.abs(first.difference)))
}

function Table({ title, head, rows, nameOf: rowName, one, other }: { title: string; head: string; rows: Difference[]; nameOf(row: Difference): string; one: string; other: string }) {
  const say = t.bench
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={title}>
      <table>
        <thead><tr><th scope="col">{head}</th><th scope="col" className="number">{one}</th><th scope="col" className="number">{other}</th><th scope="col" className="number">{say.difference}</th><th scope="col">{say.beyondChance}</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.metric} ${row.class}`}>
              <th scope="row">{rowName(row)}</th>
              <td className="number">{sayValue(row.first)}</td>
              <td className="number">{sayValue(row.second)}</td>
              <td className="number" title={say.between(sayDifference(row.low), sayDifference(row.high))}>{sayDifference(row.difference)} <span className="quiet small">±{sayValue((row.high - row.low) / 2)}</span></td>
              <td>{row.exceedsChance ? <span className={row.difference > 0 ? 'state succeeded' : 'state failed'}>{row.difference > 0 ? say.isBetter : say.isWorse}</span> : <span className="quiet">{say.maybeChance}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
