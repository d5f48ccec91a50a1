import { expect, test } from 'vitest'
import { makeRoom, mostFileBytes, type Reason } from './room'

const file = (name: string, reason: Reason, bytes: number) => ({ name, reason, bytes })
const here = [file('a', 'shown', 10), file('a full', 'full', 30), file('rules', 'guideline', 20), file('b full', 'full', 30)]
const goes = (reason: Reason, bytes: number) => makeRoom(here, { reason, bytes }, 100)?.map(({ name }) => name)

test('while there is room nothing has to go', () => expect(goes('full', 10)).toEqual([]))

test('closer looks go before pictures of the guideline, the last one first', () => {
  expect(goes('shown', 20)).toEqual(['b full'])
  expect(goes('shown', 60)).toEqual(['b full', 'a full'])
  expect(goes('shown', 90)).toEqual(['b full', 'a full', 'rules'])
  expect(goes('guideline', 20)).toEqual(['b full'])
})

test('what is needed less than all that is here is left out', () => {
  expect(goes('full', 20)).toBeUndefined()
  expect(goes('shown', 95)).toBeUndefined()
})

test('one file alone has its limit too', () => expect(makeRoom([], { reason: 'shown', bytes: mostFileBytes + 1 })).toBeNull())
