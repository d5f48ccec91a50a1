import { useState } from 'react'
import { Link } from 'react-router'
import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment, sayMoney, sayNumber } from '../ui/say'
import { NewOrder } from './NewOrder'
import { standingOf, type Vendor, type WorkOrder } from './order'
import { VendorCard } from './VendorCard'
import './orders.css'

/** What was ordered from whom, how far it is, what it comes to and what is late. */
export function OrderSection({ project }: { project: string }) {
  const say = t.orders
  const { data, problem, reload } = useGet<{ items: WorkOrder[] }>(`/projects/${project}/work-orders`)
  const vendors = useGet<{ items: Vendor[] }>(`/projects/${project}/vendors`)
  const [making, setMaking] = useState(false)
  const known = vendors.data?.items ?? []

  return (
    <section aria-labelledby="orders">
      <div className="page-head">
        <h1 id="orders">{say.title}</h1>
        <span className="bar-space" />
        <button className="primary" disabled={known.length === 0} onClick={() => setMaking(true)}>{say.make}</button>
      </div>
      <p className="quiet">{say.about} <Link to={`/projects/${project}/work`}>{say.toWork}</Link></p>
      <ProblemNote problem={problem ?? vendors.problem} />
      <div className="card scroll">
        <table className="orders">
          <thead>
            <tr>
              <th scope="col">{say.name}</th><th scope="col">{say.vendor}</th><th scope="col">{say.progress}</th>
              <th scope="col" className="number">{say.price}</th><th scope="col" className="number">{say.payout}</th><th scope="col">{say.due}</th>
            </tr>
          </thead>
          <tbody>{data?.items.map((order) => <Row key={order.id} order={order} />)}</tbody>
        </table>
        {data?.items.length === 0 && <p className="quiet">{say.none}</p>}
      </div>
      <VendorCard vendors={vendors.data?.items} onChanged={vendors.reload} />
      {making && <NewOrder project={project} vendors={known} onClose={() => setMaking(false)} onMade={reload} />}
    </section>
  )
}

function Row({ order }: { order: WorkOrder }) {
  const say = t.orders
  const standing = standingOf(order, Date.now())
  const waiting = Math.max(0, order.done - order.accepted)
  const missing = Math.max(0, order.quantity - order.tasks)
  return (
    <tr>
      <th scope="row">{order.name}</th>
      <td>{order.vendorName}</td>
      <td className="order-progress">
        <span className="tabular">{say.accepted(sayNumber(order.accepted), sayNumber(order.quantity))}</span>
        <span className="bar-track" aria-hidden="true">
          <span className="bar-part reviewed" style={{ flexGrow: Math.min(order.accepted, order.quantity) }} />
          <span className="bar-part submitted" style={{ flexGrow: waiting }} />
          <span className="bar-part queued" style={{ flexGrow: Math.max(0, order.quantity - order.accepted - waiting) }} />
        </span>
        {(waiting > 0 || missing > 0) && (
          <small className="quiet">{[waiting > 0 && say.waiting(sayNumber(waiting)), missing > 0 && say.missing(sayNumber(missing))].filter(Boolean).join(' · ')}</small>
        )}
      </td>
      <td className="number">{sayMoney(order.unitPrice, order.currency)}</td>
      <td className="number"><b>{order.payout && sayMoney(order.payout, order.currency)}</b></td>
      <td><time dateTime={order.due}>{sayMoment(order.due)}</time><br /><span className={`state order-${standing}`}>{say.standings[standing]}</span></td>
    </tr>
  )
}
