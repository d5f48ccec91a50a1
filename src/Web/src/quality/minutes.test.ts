import { expect, test } from 'vitest'
import { wholeHours, wholeMinutes } from './minutes'

const minute = (at: string, submissions: number) => ({ at: `2027-01-01T08:${at}:00.000Z`, submissions, decided: 0 })
const shown = (told: ReturnType<typeof minute>[], now: string) =>
  wholeMinutes(told, Date.parse(`2027-01-01T08:${now}Z`)).map(({ at, submissions }) => `${at.slice(14, 16)} ${submissions}`)

test('minutes without work are zero, not a line from one to the next', () => {
  expect(shown([minute('10', 5), minute('13', 4)], '14:30')).toEqual(['09 0', '10 5', '11 0', '12 0', '13 4'])
})

test('the running minute does not look like a fall', () => {
  expect(shown([minute('10', 60), minute('11', 3)], '11:04')).toEqual(['09 0', '10 60'])
})

test('the very first minute is shown while it runs', () => {
  expect(shown([minute('10', 2)], '10:08')).toEqual(['09 0', '10 2'])
})

test('work that has ended falls to zero', () => {
  expect(shown([minute('10', 2)], '30:00')).toEqual(['09 0', '10 2', '11 0', '12 0'])
})

test('hours without work between two that had some are nights, not a line across them', () => {
  const hour = (at: string, decided: number) => ({ at: `2027-01-01T${at}:00:00.000Z`, submissions: decided, decided })
  expect(wholeHours([hour('08', 5), hour('10', 4)]).map(({ at, decided }) => `${at.slice(11, 13)} ${decided}`)).toEqual(['07 0', '08 5', '09 0', '10 4', '11 0'])
  expect(wholeHours([])).toEqual([])
})
