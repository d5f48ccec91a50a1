import { expect, test } from 'vitest'
import { lineOf } from './pointer'

const text = `{
  "media": "image",
  "classes": [
    { "name": "a{\\"}b" },
    {
      "name": "cut",
      "a/b": [1,
        2]
    }
  ],
  "properties": []
}`

test.each([
  ['', 1], ['/media', 2], ['/classes', 3], ['/classes/0/name', 4], ['/classes/1', 5], ['/classes/1/name', 6],
  ['/classes/1/a~1b/1', 8], ['/properties', 11], ['/properties/7/name', 11], ['/nowhere', 1],
])('%s stands on line %i', (pointer, line) => {
  expect(lineOf(text, pointer)).toBe(line)
})
