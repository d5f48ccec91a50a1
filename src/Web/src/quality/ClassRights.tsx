import type { ClassRight, Fitted, OwnStanding } from '../day/own'
import { ShareOf } from '../gold/ShareOf'
import { t } from '../i18n/texts'
import { sayMoment, sayNumber, sayShare } from '../ui/say'

/** Fewer expected mistakes of a kind are not told of. */
const fewest = 1

/** How often somebody is right, class by class; of few it says so. By every answer of theirs once all opinions were weighed together; until then, and
 * folded away beside it, by those to tasks that others answered too. */
export function ClassRights({ of: { confusion: shared = [], goldClasses }, fitted }: { of: OwnStanding['annotator']; fitted?: Fitted | null }) {
  const say = t.person
  if (!fitted && shared.length === 0) return null
  return (
    <section className="card" aria-labelledby="by-class">
      <div className="row"><h2 id="by-class">{say.classes}</h2>{fitted && <span className="quiet small">{t.day.asOf(sayMoment(fitted.at))}</span>}</div>
      <p className="quiet small">{fitted ? say.fittedMeans : say.classesMeans}</p>
      <Rights rights={fitted?.classes ?? shared} known={goldClasses} instead={fitted?.confusion} title={say.classes} />
      {fitted && shared.length > 0 && (
        <details className="shared-rights">
          <summary>{say.sharedClasses}</summary>
          <p className="quiet small">{say.classesMeans}</p>
          <Rights rights={shared} title={say.sharedClasses} />
        </details>
      )}
    </section>
  )
}

function Rights({ rights, known, instead, title }: { rights: readonly ClassRight[]; known?: readonly ClassRight[] | null; instead?: Fitted['confusion']; title: string }) {
  const say = t.person
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={title}>
      <table>
        <thead><tr><th scope="col">{say.class}</th><th scope="col" className="number">{say.right}</th>{instead && <th scope="col">{say.instead}</th>}{known && <th scope="col" className="number">{say.knownRight}</th>}</tr></thead>
        <tbody>
          {rights.map((one) => (
            <tr key={one.class}>
              <th scope="row">{one.class}</th>
              <td className="number"><ShareOf share={one.right} /></td>
              {instead && <td><Instead of={one.class} among={instead} /></td>}
              {known && <td className="number"><ShareOf share={known.find((other) => other.class === one.class)?.right} /></td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What they answer most often where a class is the truth but that class. */
function Instead({ of, among }: { of: string; among: NonNullable<Fitted['confusion']> }) {
  const [most] = among.filter((one) => one.class === of && one.count >= fewest).sort((a, b) => b.count - a.count)
  if (!most) return <span className="quiet">–</span>
  return <>{most.answered} <span className="quiet small tabular">{t.person.within(sayShare(most.share), sayShare(most.interval[0]), sayShare(most.interval[1]))} · {t.day.times(sayNumber(Math.round(most.count)))}</span></>
}
