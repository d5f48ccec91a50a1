import type { Change, OwnStanding } from '../day/own'
import { t } from '../i18n/texts'
import { sayMoment, saySeconds, sayShare, sayTenths } from '../ui/say'

const sayPace = (ms: number) => (ms < 10_000 ? sayTenths(ms / 1000) : saySeconds(ms / 1000))

/** Their time beside that of others over the same tasks; undefined where there are none. */
export function besidePeers({ sharedMedianActiveMs, peersMedianActiveMs }: OwnStanding['annotator']): string | undefined {
  return sharedMedianActiveMs && peersMedianActiveMs ? t.person.beside(sayPace(sharedMedianActiveMs), sayPace(peersMedianActiveMs)) : undefined
}

/** Where somebody became better or worse, and whether they tire, with the numbers that say so. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  const say = t.person
  if (changes.length === 0) return null
  const within = ({ value, interval: [low, high] }: Change['before']) => say.within(sayShare(value), sayShare(low), sayShare(high))
  return (
    <section className="card" aria-labelledby="changes">
      <h2 id="changes">{say.changes}</h2>
      {changes.map((one) => (
        <p key={one.code}>
          {(one.of === 'labels' ? say.labelsChange : say.change)[one.code](within(one.before), within(one.after), one.since ? sayMoment(one.since) : '')}{' '}
          <span className="quiet small">{say.chance(sayShare(Math.max(0.001, one.byChance)))}</span>
        </p>
      ))}
    </section>
  )
}
