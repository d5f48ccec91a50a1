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
}

export interface Vendor {
  id: string
  name: string
  members: { user: string; name: string }[]
}

export type Standing = 'done' | 'late' | 'soon' | 'open'

const soonMs = 3 * 86_400_000

/** Done once everything ordered is accepted, however late that was. */
export function standingOf({ accepted, quantity, due }: Pick<WorkOrder, 'accepted' | 'quantity' | 'due'>, now: number): Standing {
  if (accepted >= quantity) return 'done'
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

/** Sums by currency, the largest budget first: what is in two currencies is never added up. */
export function costsOf(orders: readonly WorkOrder[], now: number): Cost[] {
  const costs = new Map<string, Cost>()
  for (const order of orders) {
    const sum = costs.get(order.currency) ?? { currency: order.currency, budget: 0, spent: 0, accepted: 0, late: 0 }
    costs.set(order.currency, {
      ...sum,
      budget: sum.budget + Number(order.unitPrice) * order.quantity,
      spent: sum.spent + Number(order.payout ?? 0),
      accepted: sum.accepted + Math.min(order.accepted, order.quantity),
      late: sum.late + (standingOf(order, now) === 'late' ? 1 : 0),
    })
  }
  return [...costs.values()].sort((a, b) => b.budget - a.budget)
}
