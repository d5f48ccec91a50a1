import { t } from '../i18n/texts'
import { sayNumber } from '../ui/say'

const three = new Intl.NumberFormat(undefined, { minimumFractionDigits: 3, maximumFractionDigits: 3 })
const signed = new Intl.NumberFormat(undefined, { minimumFractionDigits: 3, maximumFractionDigits: 3, signDisplay: 'exceptZero' })

export const sayValue = (value: number) => three.format(value)
export const sayDifference = (value: number) => signed.format(value)
export const sayMetric = (name: string) => t.bench.metrics[name as 'accuracy'] ?? name
export const sayMs = (ms: number) => `${sayNumber(ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms))} ms`

/** So wide on the screen, from 0 to 1. */
const widthPx = 72

/** A number, and on a line from 0 to 1 where it may truly lie. */
export function Interval({ value, low, high }: { value: number; low?: number; high?: number }) {
  const told = low !== undefined && high !== undefined
  return (
    <span className="interval" title={told ? t.bench.between(sayValue(low), sayValue(high)) : undefined}>
      <span className="tabular">{sayValue(value)}</span>
      <svg width={widthPx} height="12" aria-hidden="true">
        <line className="interval-scale" x1="0" x2={widthPx} y1="6" y2="6" />
        {told && <line className="interval-range" x1={low * widthPx} x2={high * widthPx} y1="6" y2="6" />}
        <circle className="interval-point" cx={value * widthPx} cy="6" r="3.5" />
      </svg>
      {told && <span className="unseen">{t.bench.between(sayValue(low), sayValue(high))}</span>}
    </span>
  )
}
