import { sayNumber } from '../ui/say'
import type { Progress } from './progress'

/** How often each class was decided, in spec order. */
export function ClassCounts({ classes }: { classes: Progress['classes'] }) {
  if (classes === null) return null
  const most = Math.max(1, ...(classes ?? []).map((one) => one.count))
  return (
    <section className="card" aria-labelledby="classes">
      <h2 id="classes">Classes</h2>
      {classes?.length === 0 && <p className="quiet">Nothing decided yet.</p>}
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
