import { Link } from 'react-router'
import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { sayMoney, sayNumber, sayShare } from '../ui/say'
import { costsOf, type WorkOrder } from './order'
import './orders.css'

const readEveryMs = 15_000

/** What the work orders have cost so far, of what they may cost. */
export function CostSection({ project }: { project: string }) {
  const { data } = useGet<{ items: WorkOrder[] }>(`/projects/${project}/work-orders`, readEveryMs)
  const say = t.orders
  const costs = costsOf(data?.items ?? [], Date.now())
  return (
    <section className="card costs" aria-labelledby="cost">
      <h2 id="cost">{say.cost}</h2>
      {data && costs.length === 0 && <p className="quiet">{say.none} <Link to={`/projects/${project}/setup/orders`}>{say.toOrders}</Link></p>}
      {costs.map(({ currency, budget, spent, accepted, late }) => {
        const money = (amount: number) => sayMoney(amount.toFixed(2), currency)
        return (
          <div key={currency} className="cost">
            <p className="row"><b className="tabular">{say.spent(money(spent), money(budget))}</b><span className="quiet">{say.spentShare(sayShare(budget > 0 ? spent / budget : 0))}</span></p>
            <div className="bar-track" aria-hidden="true">
              <span className="bar-part reviewed" style={{ flexGrow: spent }} />
              <span className="bar-part queued" style={{ flexGrow: Math.max(0, budget - spent) }} />
            </div>
            <p className="cost-words quiet">
              {accepted > 0 && <span>{say.perLabel(sayMoney((spent / accepted).toFixed(4), currency))}</span>}
              {late > 0 && <Link className="flag" to={`/projects/${project}/setup/orders`}>{say.late(sayNumber(late), late === 1)}</Link>}
            </p>
          </div>
        )
      })}
    </section>
  )
}
