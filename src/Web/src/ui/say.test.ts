// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest'
import { chooseTimeZone, sayMoment, saySeconds, startOfDay } from './say'

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

test('spans are told in one unit', () => {
  expect(saySeconds(5)).toBe('5 sec')
  expect(saySeconds(600)).toBe('10 min')
  expect(saySeconds(5400)).toBe('1.5 hr')
  expect(saySeconds(3 * 86400)).toBe('3 days')
})
