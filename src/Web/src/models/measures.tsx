import { t } from '../i18n/texts'
import { sayFixed, sayNumber } from '../ui/say'

export const sayValue = (value: number) => sayFixed(value, 3)
export const sayDifference = (value: number) => sayFixed(value, 3, 'exceptZero')
export const sayMetric = (name: string) => t.bench.metrics[name as 'accuracy'] ?? name
export const sayMs = (ms: number) => `${sayNumber(ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms))} ms`

const at = (share: number) => `${100 * share}%`

/** A number, and on a line from 0 to 1 where it may truly lie. */
export function Interval({ value, low, high }: { value: number; low?: number; high?: number }) {
  const told = low !== undefined && high !== undefined
  return (
    <span className="interval" title={told ? t.bench.between(sayValue(low), sayValue(high)) : undefined}>
      <span className="tabular">{sayValue(value)}</span>
      <svg height="12" aria-hidden="true">
        <line className="interval-scale" x1="0" x2="100%" y1="6" y2="6" />
        {told && <line className="interval-range" x1={at(low)} x2={at(high)} y1="6" y2="6" />}
        <circle className="interval-point" cx={at(value)} cy="6" r="3.5" />
      </svg>
      {told && <span className="unseen">{t.bench.between(sayValue(low), sayValue(high))}</span>}
    </span>
  )
}
