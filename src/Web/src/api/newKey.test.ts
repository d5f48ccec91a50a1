import { expect, test } from 'vitest'
import { newKey } from './newKey'

test('where the browser names nothing, as over a connection that is not secure, names are made as it would', () => {
  const bare = { getRandomValues: <T extends ArrayBufferView | null>(into: T) => crypto.getRandomValues(into as never) as T }
  const made = Array.from({ length: 100 }, () => newKey(bare))
  expect(new Set(made).size).toBe(100)
  for (const one of made) expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
