import { Link } from 'react-router'
import { t } from '../i18n/texts'
import { sayMoment, sayMoney, sayNumber } from '../ui/say'
import { tasksAt } from '../work/filter'
import { standingOf, type WorkOrder } from './order'

interface Props {
  project: string
  order: WorkOrder
  onChange(): void
  onClose(): void
  onReopen(): void
}

/** How far a work order is, what it pays and what may be done with it. */
export function OrderRow({ project, order, onChange, onClose, onReopen }: Props) {
  const say = t.orders
  const standing = standingOf(order, Date.now())
  return (
    <tr className={order.closedAt ? 'is-closed' : undefined}>
      <th scope="row"><Link to={tasksAt(project, { workOrder: order.id })} title={say.tasksOf(order.name)}>{order.name}</Link><br /><span className="quiet">{order.vendorName}</span></th>
      <td className="order-progress"><Progress order={order} /></td>
      <td className="number">{sayMoney(order.unitPrice, order.currency)}{order.prices && <><br /><small className="quiet">{say.since(sayMoment(order.prices.at(-1)!.from), sayMoney(order.prices.at(-2)!.unitPrice, order.currency))}</small></>}</td>
      <td className="number"><b>{order.payout && sayMoney(order.payout, order.currency)}</b>{order.checks ? <><br /><small className="quiet">{say.withChecks(sayNumber(order.checks))}</small></> : null}</td>
      <td><time className="due" dateTime={order.due}>{sayMoment(order.due)}</time><br /><span className={`state order-${standing}`}>{say.standings[standing]}</span></td>
      <td className="order-acts">
        {order.closedAt ? <button onClick={onReopen} aria-label={say.reopenOf(order.name)}>{say.reopen}</button> : (
          <>
            <button onClick={onChange} aria-label={say.changeOf(order.name)}>{say.change}</button>
            <button className="plain" onClick={onClose} aria-label={say.closeOf(order.name)}>{say.close}…</button>
          </>
        )}
      </td>
    </tr>
  )
}

/** Accepted, waiting and missing, as words and as a bar. */
export function Progress({ order }: { order: WorkOrder }) {
  const say = t.orders
  const whole = order.closedAt ? order.tasks : order.quantity
  const waiting = Math.max(0, order.done - order.accepted)
  const missing = order.closedAt ? 0 : Math.max(0, order.quantity - order.tasks)
  return (
    <>
      <span className="tabular">{say.accepted(sayNumber(order.accepted), sayNumber(whole))}</span>
      <span className="bar-track" aria-hidden="true">
        <span className="bar-part reviewed" style={{ flexGrow: Math.min(order.accepted, whole) }} />
        <span className="bar-part submitted" style={{ flexGrow: waiting }} />
        <span className="bar-part queued" style={{ flexGrow: Math.max(0, whole - order.accepted - waiting) }} />
      </span>
      {(waiting > 0 || missing > 0) && (
        <small className="quiet">{[waiting > 0 && say.waiting(sayNumber(waiting)), missing > 0 && say.missing(sayNumber(missing))].filter(Boolean).join(' · ')}</small>
      )}
    </>
  )
}
