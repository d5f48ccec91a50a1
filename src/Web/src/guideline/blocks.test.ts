import { expect, test } from 'vitest'
import { blocksOf, changedSince, found } from './blocks'

const texts = (markdown: string) => blocksOf(markdown).map((block) => block.text)

test('passages are what stands between blank lines; code, tables and lists stay whole', () => {
  expect(texts('# Rules\nGreen is bad.\n\n| a |\n|---|\n| 1 |\n\n```\nx\n\ny\n```\n\n- one\n\n  more of it\n- two\r\n\r\nEnd.'))
    .toEqual(['# Rules', 'Green is bad.', '| a |\n|---|\n| 1 |', '```\nx\n\ny\n```', '- one\n\n  more of it\n- two', 'End.'])
})

test('only what changed or is new is marked, wherever it moved the rest', () => {
  const before = blocksOf('# Rules\n\nGreen is bad.\n\nBlue is good.')
  const now = blocksOf('# Rules\n\nNew first.\n\nGreen is bad.\n\nBlue is very good.')
  expect([...changedSince(before, now)].map((at) => now[at]!.text)).toEqual(['New first.', 'Blue is very good.'])
  expect(changedSince(now, now).size).toBe(0)
  expect(changedSince([], now).size).toBe(now.length)
  expect(changedSince(before, []).size).toBe(0)
})

test('a search shows what holds every word, with the heading above it, in any script', () => {
  const blocks = blocksOf('# Rot\n\nBlack spots are rot.\n\n# Green\n\n초록색은 불량입니다.\n\nGreen skin is bad.')
  expect(found(blocks, 'SPOTS rot')).toEqual({ shown: new Set([0, 1]), count: 1 })
  expect(found(blocks, '초록색'.normalize('NFD')).count).toBe(1)
  expect(found(blocks, 'nothing like it').shown.size).toBe(0)
  expect(found(blocks, ' ').shown.size).toBe(blocks.length)
})
