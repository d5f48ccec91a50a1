// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest'
import { chooseTimeZone, momentOf, sayMoment, saySeconds, sayTenths, startOfDay, typedAs } from './say'

afterEach(() => chooseTimeZone(undefined))

test('a moment is told in the zone that was chosen', () => {
  chooseTimeZone('Asia/Seoul')
  expect(sayMoment('2027-02-01T20:00:00Z')).toMatch(/Feb 2, 2027.*5:00/)
  chooseTimeZone('America/New_York')
  expect(sayMoment('2027-02-01T20:00:00Z')).toMatch(/Feb 1, 2027.*3:00/)
})

test('a day begins at midnight of that zone, also where the clock is changed that day', () => {
  chooseTimeZone('Asia/Seoul')
  expect(startOfDay('2027-02-01')).toBe('2027-01-31T15:00:00.000Z')
  expect(startOfDay('2027-01-31', 1)).toBe('2027-01-31T15:00:00.000Z')
  chooseTimeZone('Europe/Berlin')
  expect(startOfDay('2027-03-28')).toBe('2027-03-27T23:00:00.000Z')
  expect(startOfDay('2027-03-28', 1)).toBe('2027-03-28T22:00:00.000Z')
})

test('what is typed is meant by the clock of that zone, and is shown as it was typed', () => {
  chooseTimeZone('Asia/Seoul')
  expect(momentOf('2027-02-01T09:30')).toBe('2027-02-01T00:30:00.000Z')
  expect(typedAs('2027-02-01T00:30:00Z')).toBe('2027-02-01T09:30')
  chooseTimeZone('Europe/Berlin')
  for (const typed of ['2027-03-28T03:30', '2027-03-28T01:30', '2027-10-31T12:00']) expect(typedAs(momentOf(typed))).toBe(typed)
})

test('spans are told in one unit', () => {
  expect(saySeconds(5)).toBe('5 sec')
  expect(saySeconds(600)).toBe('10 min')
  expect(saySeconds(5400)).toBe('1.5 hr')
  expect(saySeconds(3 * 86400)).toBe('3 days')
})

test('a few seconds are told by their tenths', () => {
  expect(sayTenths(0.12)).toBe('0.1s')
  expect(sayTenths(9)).toBe('9.0s')
})
