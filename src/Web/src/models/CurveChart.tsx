import { t } from '../i18n/texts'
import { sayNumber } from '../ui/say'
import { logTicks, ticks, type CurveAnswer, type CurveBand } from './evaluation'
import { sayValue } from './measures'

const [width, height] = [560, 250]
const margin = { left: 48, right: 14, top: 10, bottom: 34 }
const compact = new Intl.NumberFormat(undefined, { notation: 'compact' })

interface Props {
  points: NonNullable<CurveAnswer['points']>
  curve: CurveBand[]
  target?: CurveAnswer['target']
  metric: string
}

/** Measured points with their intervals, the curve through them with its band, labels by their logarithm. */
export function CurveChart({ points, curve, target, metric }: Props) {
  const say = t.bench.learning
  const [least, most] = [curve[0]!.labels, curve.at(-1)!.labels]
  const values = [...points.flatMap((one) => [one.low ?? one.value, one.high ?? one.value]), ...curve.flatMap((one) => [one.low, one.high]), ...(target ? [target.value] : [])]
  const room = Math.max(0.01, (Math.max(...values) - Math.min(...values)) * 0.06)
  const [bottom, top] = [Math.max(0, Math.min(...values) - room), Math.min(1, Math.max(...values) + room)]
  const x = (labels: number) => margin.left + (Math.log(labels / least) / Math.log(most / least)) * (width - margin.left - margin.right)
  const y = (value: number) => height - margin.bottom - ((value - bottom) / (top - bottom)) * (height - margin.top - margin.bottom)
  const path = (of: (one: CurveBand) => number, bands = curve) => bands.map((one) => `${x(one.labels).toFixed(1)} ${y(of(one)).toFixed(1)}`).join('L')
  const measured = points.at(-1)!.labels
  return (
    <svg className="curve" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${metric}. ${points.map((one) => say.point(sayNumber(one.labels), sayValue(one.value))).join(', ')}`}>
      {ticks(bottom, top, 5).map((tick) => <g key={tick}><line className="grid" x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} /><text x={margin.left - 8} y={y(tick) + 4} textAnchor="end">{tick}</text></g>)}
      {logTicks(least, most).map((tick) => <text key={tick} x={x(tick)} y={height - margin.bottom + 16} textAnchor="middle">{compact.format(tick)}</text>)}
      <text x={width - margin.right} y={height - 4} textAnchor="end">{say.axis}</text>
      <path className="band" d={`M${path((one) => one.high)}L${path((one) => one.low, [...curve].reverse())}Z`} />
      <path className="line" d={`M${path((one) => one.value, curve.filter((one) => one.labels <= measured))}`} />
      <path className="line ahead" d={`M${path((one) => one.value, curve.filter((one) => one.labels >= measured * 0.9))}`} />
      {target && <line className="target" x1={margin.left} x2={width - margin.right} y1={y(target.value)} y2={y(target.value)} />}
      {target?.labels !== undefined && target.labels >= least && target.labels <= most && <circle className="target-at" cx={x(target.labels)} cy={y(target.value)} r="5" />}
      {points.map((one) => (
        <g key={one.modelVersion} className="point">
          <title>{say.point(sayNumber(one.labels), sayValue(one.value))}</title>
          {one.low !== undefined && one.high !== undefined && <line x1={x(one.labels)} x2={x(one.labels)} y1={y(one.low)} y2={y(one.high)} />}
          <circle cx={x(one.labels)} cy={y(one.value)} r="4" />
        </g>
      ))}
    </svg>
  )
}
