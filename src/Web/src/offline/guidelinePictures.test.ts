import { expect, test } from 'vitest'
import { guidelineOf, keepGuidelinePictures, picturesIn } from './guidelinePictures'
import { emptyPack, type Pack, type PackedFile } from './pack'

const of = '/api/v1/projects/p/guideline'
const at = (name: string) => `${of}/pictures/${name}`

test("a guideline's own pictures are found in the order they are read, each once, and no other address", () => {
  const markdown = `![a](${at('aa1')} "good example")\n![b](${at('bb2')})\n![a](${at('aa1')})\n![x](https://elsewhere.example.org/x.png)\n![y](/api/v1/projects/q/guideline/pictures/cc)\n![z](${of}/pictures/)`
  expect(picturesIn(markdown, 'p')).toEqual([at('aa1'), at('bb2')])
  expect(guidelineOf(at('aa1'))).toBe(of)
  expect(guidelineOf('/api/v1/samples/s/content')).toBeUndefined()
})

test('they are here without a network, read once, and gone when the guideline shows them no more', async () => {
  const files = new Map<string, PackedFile>()
  const pack: Pack = { ...emptyPack, files: async () => [...files.values()], keepFile: async (_user, _of, file) => void files.set(file.url, file), dropFile: async (_user, _of, url) => void files.delete(url) }
  const read: string[] = []
  const keep = (markdown: string) => keepGuidelinePictures({ pack, user: 'ben', project: 'p', markdown, read: async (url) => (read.push(url), new Blob([url])) })
  await keep(`![a](${at('a')}) ![b](${at('b')})`)
  await keep(`![b](${at('b')}) ![c](${at('c')})`)
  expect(read).toEqual([at('a'), at('b'), at('c')])
  expect([...files.keys()]).toEqual([at('b'), at('c')])
})
