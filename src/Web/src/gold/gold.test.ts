import { expect, test } from 'vitest'
import { isSuspicious, readLines } from './gold'

test('known answers are read line by line, empty ones passed over', () => {
  expect(readLines('{"externalId":"a"}\n\n {"externalId":"b"}\r\n')).toEqual({ answers: [{ externalId: 'a' }, { externalId: 'b' }] })
})

test('a line that is no JSON is named', () => {
  expect(readLines('{"externalId":"a"}\n{externalId}')).toEqual({ wrong: 2 })
})

test('an answer is doubted only once most people surely miss it', () => {
  expect(isSuspicious({ right: null })).toBe(false)
  expect(isSuspicious({ right: { value: 0.25, interval: [0.01, 0.85], of: 1 } })).toBe(false)
  expect(isSuspicious({ right: { value: 0.2, interval: [0.05, 0.5], of: 8 } })).toBe(true)
})
