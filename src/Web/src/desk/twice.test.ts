import { expect, test } from 'vitest'
import { onceOfTwo } from './twice'

test('a double click hands in one task; clicks one after the other hand in one each', () => {
  let times = 0
  const click = (detail: number, timeStamp: number) => onceOfTwo(() => times++)({ detail, timeStamp })
  click(1, 1_000)
  click(2, 1_120)
  expect(times).toBe(1)
  click(1, 3_000)
  click(2, 3_400)
  click(1, 3_450)
  expect(times).toBe(4)
})
