import { expect, test } from 'vitest'
import { byDay, noFilter, queryOf, type Entry } from './entry'

const startOf = (day: string, later = 0) => new Date(Date.parse(`${day}T00:00:00Z`) + later * 86_400_000).toISOString()

test('an empty filter asks nothing', () => expect(queryOf(noFilter, startOf)).toBe(''))

test('the last day is included whole', () =>
  expect(queryOf({ by: 'u1', kind: 'spec', from: '2027-02-01', to: '2027-02-01' }, startOf)).toBe(
    'by=u1&kind=spec&from=2027-02-01T00%3A00%3A00.000Z&to=2027-02-02T00%3A00%3A00.000Z'))

test('entries stand under their days, the newest first as they came', () => {
  const entry = (number: number, at: string): Entry => ({ number, at, by: { user: 'u', name: 'U' }, kind: 'spec', facts: [] })
  const days = byDay([entry(3, '2027-02-02T08:00:00Z'), entry(2, '2027-02-01T09:00:00Z'), entry(1, '2027-02-01T08:00:00Z')], (at) => at.slice(0, 10))
  expect(days.map(({ day, entries }) => [day, entries.map(({ number }) => number)])).toEqual([['2027-02-02', [3]], ['2027-02-01', [2, 1]]])
})
