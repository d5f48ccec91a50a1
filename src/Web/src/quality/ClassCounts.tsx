import { sayNumber } from '../ui/say'
import type { Progress } from './progress'
import { t } from '../i18n/texts'

/** How often each class was decided, in spec order. */
export function ClassCounts({ classes }: { classes: Progress['classes'] }) {
  if (classes === null) return null
  const most = Math.max(1, ...(classes ?? []).map((one) => one.count))
  return (
    <section className="card" aria-labelledby="classes">
      <h2 id="classes">{t.curate.versions.classes}</h2>
      {classes?.length === 0 && <p className="quiet">{t.curate.numbers.nothingDecided}</p>}
      <ul className="class-counts">
        {classes?.map(({ name, count }) => (
          <li key={name}>
            <span className="class-name" title={name}>{name}</span>
            <span className="class-bar"><span style={{ width: `${(100 * count) / most}%` }} /></span>
            <span className="number">{sayNumber(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
