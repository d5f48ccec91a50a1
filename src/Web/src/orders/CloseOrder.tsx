import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Dialog } from '../ui/Dialog'
import { ProblemNote } from '../ui/ProblemNote'
import { sayNumber } from '../ui/say'
import { toast } from '../ui/toasts'
import type { WorkOrder } from './order'

interface Props {
  project: string
  order: WorkOrder
  onClose(): void
  onClosed(): void
}

/** Says first what closing does to the tasks that are in the work order. */
export function CloseOrder({ project, order, onClose, onClosed }: Props) {
  const { api } = useServices()
  const [problem, setProblem] = useState<Problem>()
  const say = t.orders

  async function submit(event: FormEvent) {
    event.preventDefault()
    const reply = await api.post(`/projects/${project}/work-orders/${order.id}/close`, {})
    if (!reply.ok) return setProblem(reply.problem)
    toast(say.closed(order.name))
    onClosed()
    onClose()
  }

  return (
    <Dialog title={say.closeOf(order.name)} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p>{say.closeMeans(sayNumber(Math.max(0, order.tasks - order.done)), sayNumber(order.done))}</p>
        <ProblemNote problem={problem} />
        <div className="row"><button className="primary">{say.closeOf(order.name)}</button></div>
      </form>
    </Dialog>
  )
}
