import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { momentOf, typedAs } from '../ui/say'
import { toast } from '../ui/toasts'
import { changesOf, type Vendor, type WorkOrder } from './order'

interface Props {
  project: string
  vendors: readonly Vendor[]
  /** What is to be changed; absent for a new one. */
  order?: WorkOrder
  onClose(): void
  onSaved(): void
}

/** A work order, to be made or changed. A price stays the text that was typed: nothing is lost to binary fractions. */
export function OrderForm({ project, vendors, order, onClose, onSaved }: Props) {
  const { api } = useServices()
  const [problem, setProblem] = useState<Problem>()
  const say = t.orders
  const title = order ? say.changeOf(order.name) : say.make

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const asked = { name: text('name'), unitPrice: text('unitPrice').replace(',', '.'), quantity: Number(text('quantity')), due: momentOf(text('due')) }
    const path = `/projects/${project}/work-orders`
    const reply = order ? await api.put(`${path}/${order.id}`, changesOf(order, asked))
      : await api.post(path, { ...asked, vendor: text('vendor'), currency: text('currency').toUpperCase() })
    if (!reply.ok) return setProblem(reply.problem)
    toast(order ? say.changed : say.made)
    onSaved()
    onClose()
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <Field label={say.name}><input name="name" required maxLength={200} defaultValue={order?.name} /></Field>
        {order ? <p className="quiet">{say.stays(order.vendorName, order.currency)}</p>
          : <Field label={say.vendor}><select name="vendor" required>{vendors.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</select></Field>}
        <div className="grid3">
          <Field label={say.price} hint={order ? say.priceLater : say.priceHint}><input name="unitPrice" inputMode="decimal" required pattern="[0-9]+([.,][0-9]+)?" maxLength={20} defaultValue={order?.unitPrice} /></Field>
          {!order && <Field label={say.currency} hint={say.currencyHint}><input name="currency" required pattern="[A-Za-z]{3}" maxLength={3} defaultValue="EUR" /></Field>}
          <Field label={say.quantity} hint={order && say.atLeast(order.tasks)}><input name="quantity" type="number" min={order ? Math.max(1, Math.min(order.tasks, order.quantity)) : 1} max={10_000_000} required defaultValue={order?.quantity} /></Field>
        </div>
        <Field label={say.due}><input name="due" type="datetime-local" required defaultValue={order && typedAs(order.due)} /></Field>
        <ProblemNote problem={problem} />
        <button className="primary">{order ? t.curate.save : say.make}</button>
      </form>
    </Dialog>
  )
}
