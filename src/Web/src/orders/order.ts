/** A work order and what it comes to now, as the server works it out from its tasks. */
export interface WorkOrder {
  id: string
  name: string
  vendor: string
  vendorName: string
  /** Decimal text. */
  unitPrice: string
  currency: string
  quantity: number
  due: string
  tasks: number
  done: number
  accepted: number
  payout?: string
  /** Tasks by which one sees how people do, paid on top; told from the day after. */
  checks?: number
  /** From when on which price held, where it has changed. */
  prices?: { from: string; unitPrice: string }[]
  /** Absent while tasks may come into it. */
  closedAt?: string
}

export interface Vendor {
  id: string
  name: string
  members: VendorPerson[]
  /** Who may see how its people do. */
  managers: VendorPerson[]
}

export interface VendorPerson {
  user: string
  name: string
}

export type Standing = 'done' | 'closed' | 'late' | 'soon' | 'open'

const soonMs = 3 * 86_400_000

/** Done once everything ordered is accepted, however late that was; of a closed one, everything that is left in it. */
export function standingOf({ accepted, quantity, tasks, due, closedAt }: Pick<WorkOrder, 'accepted' | 'quantity' | 'tasks' | 'due' | 'closedAt'>, now: number): Standing {
  if (accepted >= quantity) return 'done'
  if (closedAt) return accepted >= tasks ? 'done' : 'closed'
  const leftMs = Date.parse(due) - now
  return leftMs < 0 ? 'late' : leftMs < soonMs ? 'soon' : 'open'
}

export interface Cost {
  currency: string
  /** What all orders come to when everything is accepted. */
  budget: number
  spent: number
  accepted: number
  late: number
}

/** How many tasks are still to be accepted. */
export const leftOf = ({ accepted, quantity, tasks, closedAt }: Pick<WorkOrder, 'accepted' | 'quantity' | 'tasks' | 'closedAt'>) => Math.max(0, (closedAt ? tasks : quantity) - accepted)

/** What is different in the form, as the server wants to be told. */
export function changesOf(order: WorkOrder, form: { name: string; unitPrice: string; quantity: number; due: string }): Partial<typeof form> {
  return {
    ...(form.name !== order.name && { name: form.name }),
    ...(Number(form.unitPrice) !== Number(order.unitPrice) && { unitPrice: form.unitPrice }),
    ...(form.quantity !== order.quantity && { quantity: form.quantity }),
    ...(Math.abs(Date.parse(form.due) - Date.parse(order.due)) >= 60_000 && { due: form.due }),
  }
}

/** Sums by currency, the largest budget first: what is in two currencies is never added up. */
export function costsOf(orders: readonly WorkOrder[], now: number): Cost[] {
  const costs = new Map<string, Cost>()
  for (const order of orders) {
    const sum = costs.get(order.currency) ?? { currency: order.currency, budget: 0, spent: 0, accepted: 0, late: 0 }
    costs.set(order.currency, {
      ...sum,
      budget: sum.budget + Number(order.payout ?? 0) + Number(order.unitPrice) * leftOf(order),
      spent: sum.spent + Number(order.payout ?? 0),
      accepted: sum.accepted + Math.min(order.accepted, order.quantity),
      late: sum.late + (standingOf(order, now) === 'late' ? 1 : 0),
    })
  }
  return [...costs.values()].sort((a, b) => b.budget - a.budget)
}
