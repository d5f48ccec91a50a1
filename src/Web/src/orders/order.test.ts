import { describe, expect, test } from 'vitest'
import { changesOf, costsOf, standingOf, type WorkOrder } from './order'

const now = Date.parse('2027-02-01T12:00:00Z')
const order = (change: Partial<WorkOrder>): WorkOrder => ({
  id: 'p~1', name: 'First', vendor: 'v', vendorName: 'Label Works', unitPrice: '0.05', currency: 'EUR', quantity: 100, due: '2027-03-01T00:00:00Z', tasks: 100, done: 0, accepted: 0, payout: '0.00', ...change,
})

describe('how a work order stands', () => {
  test('it is late from its due moment on, while something is missing', () => {
    expect(standingOf(order({ due: '2027-02-01T12:00:00Z' }), now)).toBe('soon')
    expect(standingOf(order({ due: '2027-02-01T11:59:59Z' }), now)).toBe('late')
    expect(standingOf(order({ due: '2027-02-01T11:59:59Z', accepted: 100 }), now)).toBe('done')
  })
  test('a closed one is done once what is left in it is accepted, and is never late', () => {
    const closed = { tasks: 40, due: '2027-01-01T00:00:00Z', closedAt: '2027-01-31T00:00:00Z' }
    expect(standingOf(order({ ...closed, accepted: 39 }), now)).toBe('closed')
    expect(standingOf(order({ ...closed, accepted: 40 }), now)).toBe('done')
  })
  test('it is due soon within three days', () => {
    expect(standingOf(order({ due: '2027-02-04T11:59:59Z' }), now)).toBe('soon')
    expect(standingOf(order({ due: '2027-02-04T12:00:00Z' }), now)).toBe('open')
  })
})

describe('cost against budget', () => {
  test('currencies are kept apart, the larger budget first', () => {
    const costs = costsOf([
      order({ accepted: 40, payout: '2.00' }),
      order({ quantity: 1000, accepted: 10, payout: '0.50', due: '2027-01-01T00:00:00Z' }),
      order({ currency: 'KRW', unitPrice: '100', quantity: 50, accepted: 60, payout: '5000.00' }),
    ], now)
    expect(costs).toEqual([
      { currency: 'KRW', budget: 5000, spent: 5000, accepted: 50, late: 0 },
      { currency: 'EUR', budget: 55, spent: 2.5, accepted: 50, late: 1 },
    ])
  })
  test('what is left is reckoned at the price of now, and of a closed one only what is in it', () => {
    const dearer = order({ accepted: 40, payout: '2.00', unitPrice: '0.10', tasks: 60 })
    expect(costsOf([dearer], now)[0]!.budget).toBeCloseTo(2 + 60 * 0.1)
    expect(costsOf([{ ...dearer, closedAt: '2027-01-31T00:00:00Z' }], now)[0]!.budget).toBeCloseTo(2 + 20 * 0.1)
  })
  test('without orders there is no cost', () => expect(costsOf([], now)).toEqual([]))
})

describe('what is changed of a work order', () => {
  const now = order({})
  const form = { name: 'First', unitPrice: '0.05', quantity: 100, due: '2027-03-01T00:00:00.000Z' }
  test('only what is different is told', () => {
    expect(changesOf(now, { ...form, unitPrice: '0.050' })).toEqual({})
    expect(changesOf(now, { ...form, quantity: 120 })).toEqual({ quantity: 120 })
    expect(changesOf(now, { name: 'Second', unitPrice: '0.06', quantity: 100, due: '2027-03-02T00:00:00.000Z' })).toEqual({ name: 'Second', unitPrice: '0.06', due: '2027-03-02T00:00:00.000Z' })
  })
  test('seconds that the form does not show are no change', () => {
    expect(changesOf(order({ due: '2027-03-01T00:00:42Z' }), form)).toEqual({})
  })
})
