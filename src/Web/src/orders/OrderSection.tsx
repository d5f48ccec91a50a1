import { useState } from 'react'
import { Link } from 'react-router'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { ProblemNote } from '../ui/ProblemNote'
import { CloseOrder } from './CloseOrder'
import { OrderForm } from './OrderForm'
import { OrderRow } from './OrderRow'
import type { Vendor, WorkOrder } from './order'
import { VendorCard } from './VendorCard'
import './orders.css'

/** What is being done, and to which order. */
type Doing = { act: 'make' } | { act: 'change' | 'close'; order: WorkOrder }

/** What was ordered from whom, how far it is, what it comes to and what is late. */
export function OrderSection({ project }: { project: string }) {
  const say = t.orders
  const { api, queries } = useServices()
  const { data, problem, reload } = useGet<{ items: WorkOrder[] }>(`/projects/${project}/work-orders`)
  const vendors = useGet<{ items: Vendor[] }>(`/projects/${project}/vendors`)
  const [doing, setDoing] = useState<Doing>()
  const [refused, setRefused] = useState<Problem>()
  const known = vendors.data?.items ?? []
  const orders = [...(data?.items ?? [])].sort((a, b) => Number(!!a.closedAt) - Number(!!b.closedAt))
  const done = () => setDoing(undefined)

  /** Which tasks are in it may be otherwise too. */
  function changed() {
    reload()
    void queries.invalidateQueries({ queryKey: [`/projects/${project}/tasks`] })
  }

  async function reopen(order: WorkOrder) {
    const reply = await api.post(`/projects/${project}/work-orders/${order.id}/reopen`, {})
    setRefused(reply.ok ? undefined : reply.problem)
    changed()
  }

  return (
    <section aria-labelledby="orders">
      <div className="page-head">
        <h1 id="orders">{say.title}</h1>
        <span className="bar-space" />
        <button className="primary" disabled={known.length === 0} onClick={() => setDoing({ act: 'make' })}>{say.make}</button>
      </div>
      <p className="quiet">{say.about} <Link to={`/projects/${project}/work`}>{say.toWork}</Link></p>
      <ProblemNote problem={problem ?? vendors.problem ?? refused} />
      {data?.items.length === 0 && <p className="empty">{say.none} {known.length > 0 ? say.noneNext : say.vendorFirst}</p>}
      {orders.length > 0 && <div className="card scroll" tabIndex={0} role="group" aria-label={say.title}>
        <table className="orders">
          <thead>
            <tr>
              <th scope="col">{say.name}</th><th scope="col">{say.progress}</th>
              <th scope="col" className="number">{say.price}</th><th scope="col" className="number">{say.payout}</th><th scope="col">{say.due}</th><th scope="col"><span className="unseen">{say.acts}</span></th>
            </tr>
          </thead>
          <tbody>
            {orders.map((order) => (
              <OrderRow
                key={order.id} project={project} order={order} onReopen={() => void reopen(order)}
                onChange={() => setDoing({ act: 'change', order })} onClose={() => setDoing({ act: 'close', order })}
              />
            ))}
          </tbody>
        </table>
      </div>}
      <VendorCard project={project} vendors={vendors.data?.items} onChanged={vendors.reload} />
      {doing?.act === 'close' ? <CloseOrder project={project} order={doing.order} onClose={done} onClosed={changed} />
        : doing && <OrderForm project={project} vendors={known} {...(doing.act === 'change' && { order: doing.order })} onClose={done} onSaved={changed} />}
    </section>
  )
}
