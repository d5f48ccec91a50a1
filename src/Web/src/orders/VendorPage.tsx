import { useParams } from 'react-router'
import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { AnnotatorTable } from '../quality/AnnotatorTable'
import { ProblemPage } from '../ui/ProblemPage'
import { sayMoment, sayMoney } from '../ui/say'
import { Progress } from './OrderRow'
import { standingOf, type WorkOrder } from './order'
import '../quality/quality.css'
import './orders.css'

/** For whoever sees to a vendor: how its people do, and what its work orders come to. */
export default function VendorPage() {
  const project = useParams().project!
  const say = t.vendor
  const { data, problem } = useGet<{ vendors: string[]; orders: WorkOrder[] }>(`/projects/${project}/vendor/annotators`)
  if (problem) return <ProblemPage problem={problem} />
  return (
    <main className="page quality">
      <div className="page-head"><h1>{data ? say.heading(data.vendors.join(', ') || '–') : '\u00a0'}</h1></div>
      <p className="quiet">{data?.vendors.length === 0 ? say.none : say.about}</p>
      <AnnotatorTable project={project} of="vendor/annotators" />
      {data && data.orders.length > 0 && <Orders orders={data.orders} />}
    </main>
  )
}

function Orders({ orders }: { orders: WorkOrder[] }) {
  const say = t.orders
  return (
    <section className="card" aria-labelledby="vendor-orders">
      <h2 id="vendor-orders">{t.vendor.orders}</h2>
      <div className="scroll" tabIndex={0} role="group" aria-label={t.vendor.orders}>
        <table className="orders">
          <thead><tr><th scope="col">{say.name}</th><th scope="col">{say.progress}</th><th scope="col" className="number">{say.price}</th><th scope="col" className="number">{say.payout}</th><th scope="col">{say.due}</th></tr></thead>
          <tbody>
            {orders.map((order) => {
              const standing = standingOf(order, Date.now())
              return (
                <tr key={order.id}>
                  <th scope="row">{order.name}</th>
                  <td className="order-progress"><Progress order={order} /></td>
                  <td className="number">{sayMoney(order.unitPrice, order.currency)}</td>
                  <td className="number"><b>{order.payout && sayMoney(order.payout, order.currency)}</b></td>
                  <td><time dateTime={order.due}>{sayMoment(order.due)}</time><br /><span className={`state order-${standing}`}>{say.standings[standing]}</span></td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
