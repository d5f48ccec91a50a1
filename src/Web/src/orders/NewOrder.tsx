import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import type { Vendor } from './order'

interface Props {
  project: string
  vendors: readonly Vendor[]
  onClose(): void
  onMade(): void
}

/** A price stays the text that was typed: nothing is lost to binary fractions. */
export function NewOrder({ project, vendors, onClose, onMade }: Props) {
  const { api } = useServices()
  const [problem, setProblem] = useState<Problem>()
  const say = t.orders

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const reply = await api.post(`/projects/${project}/work-orders`, {
      name: text('name'), vendor: text('vendor'), unitPrice: text('unitPrice').replace(',', '.'), currency: text('currency').toUpperCase(),
      quantity: Number(text('quantity')), due: new Date(text('due')).toISOString(),
    })
    if (!reply.ok) return setProblem(reply.problem)
    toast(say.made)
    onMade()
    onClose()
  }

  return (
    <Dialog title={say.make} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <Field label={say.name}><input name="name" required maxLength={200} /></Field>
        <Field label={say.vendor}><select name="vendor" required>{vendors.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</select></Field>
        <div className="grid3">
          <Field label={say.price} hint={say.priceHint}><input name="unitPrice" inputMode="decimal" required pattern="[0-9]+([.,][0-9]+)?" maxLength={20} /></Field>
          <Field label={say.currency} hint={say.currencyHint}><input name="currency" required pattern="[A-Za-z]{3}" maxLength={3} defaultValue="EUR" /></Field>
          <Field label={say.quantity}><input name="quantity" type="number" min={1} max={10_000_000} required /></Field>
        </div>
        <Field label={say.due}><input name="due" type="datetime-local" required /></Field>
        <ProblemNote problem={problem} />
        <button className="primary">{say.make}</button>
      </form>
    </Dialog>
  )
}
