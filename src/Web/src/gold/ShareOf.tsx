import { t } from '../i18n/texts'
import { sayNumber, sayShare } from '../ui/say'
import { few, type Share } from './gold'

/** A share with its interval, drawn from 0 to 100 %; of few it says so. */
export function ShareOf({ share }: { share: Share | null | undefined }) {
  if (!share) return <span className="quiet">–</span>
  const said = t.gold.outOf(sayShare(share.value), sayNumber(Math.round(share.of)), sayShare(share.interval[0]), sayShare(share.interval[1]))
  return (
    <span className="interval" title={said}>
      <svg width="64" height="12" viewBox="-2 0 64 12" role="img" aria-label={said}>
        <line x1="0" x2="60" y1="6" y2="6" className="interval-scale" />
        <line x1={share.interval[0] * 60} x2={share.interval[1] * 60} y1="6" y2="6" className="interval-range" />
        <circle cx={share.value * 60} cy="6" r="3" className="interval-point" />
      </svg>
      <span>{sayShare(share.value)}</span>
      <span className="quiet small interval-note">{share.of < few ? t.gold.few : ''} ({sayNumber(Math.round(share.of))})</span>
    </span>
  )
}
