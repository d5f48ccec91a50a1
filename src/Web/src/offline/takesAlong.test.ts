import { expect, test } from 'vitest'
import { createPictures } from '../tasks/pictures'
import type { LeasedTask, Sample } from '../tasks/task'
import { emptyPack, type Pack, type PackedTask } from './pack'
import { takesAlong } from './takesAlong'

const task = (id: string, sample: Partial<Sample> = {}): LeasedTask => ({ id, sample: { id: `s${id}`, externalId: id, url: `/s/${id}`, ...sample }, specVersion: 1, lease: { id: `l${id}`, expiresAt: '2030-01-01T00:00:00Z' } })

function browser({ decodes = true, spares = false, type = 'image/jpeg' } = {}) {
  const packed = new Map<string, PackedTask>()
  const pack: Pack = {
    ...emptyPack, tasks: async () => [...packed.values()], dropTask: async (_, id) => void packed.delete(id),
    keepTask: async (_user, _project, one) => void packed.set(one.id, { task: one, files: packed.get(one.id)?.files ?? [] }),
    keepFile: async (_user, of, file) => void packed.set(of, { task: task(of), files: [...(packed.get(of)?.files ?? []), file] }),
  }
  const read: string[] = []
  const pictures = createPictures(() => ({ src: '', decode: async () => { if (!decodes) throw new Error('no picture') } }) as unknown as HTMLImageElement)
  return { packed, read, pictures, takes: takesAlong({ pack, pictures, user: 'u', project: 'p', spares: () => spares, read: async (url) => (read.push(url), new Blob([url], { type })) }) }
}
const settle = () => new Promise((done) => setTimeout(done, 0))

const large = { width: 4_000, height: 3_000 }

test('a held task is kept with the picture as the page shows it and then as it was taken, read once however long it is held', async () => {
  const { packed, read, takes } = browser()
  takes.keep(task('a', large))
  takes.keep({ ...task('a'), lease: { id: 'la', expiresAt: '2031-01-01T00:00:00Z' } })
  await settle()
  expect(read).toEqual(['/s/a?size=1024', '/s/a'])
  expect(packed.get('a')?.files).toMatchObject([{ url: '/s/a?size=1024', reason: 'shown' }, { url: '/s/a', reason: 'full' }])
})

test('where the browser is to load little, and of what no browser draws, the picture as shown is all', async () => {
  const [sparing, odd] = [browser({ spares: true }), browser({ type: 'image/tiff' })]
  for (const one of [sparing, odd]) one.takes.keep(task('a', large))
  await settle()
  expect(sparing.read).toEqual(['/s/a?size=1024'])
  expect(odd.packed.get('a')?.files).toHaveLength(1)
})

test('a text is kept by its bytes, and one that came along needs none', async () => {
  const { read, takes } = browser({ decodes: false })
  takes.keep(task('long'))
  takes.keep(task('short', { text: 'A short text.' }))
  await settle()
  expect(read).toEqual(['/s/long'])
})

test('what is done before its picture is read leaves nothing behind', async () => {
  const { packed, takes } = browser()
  takes.keep(task('a'))
  takes.drop('a')
  await settle()
  expect(packed.size).toBe(0)
})

test('what is taken up again offers its picture', async () => {
  const one = browser()
  one.takes.keep(task('a'))
  one.takes.keep(task('b', large))
  await settle()
  const { pictures, takes } = browser()
  const again = takesAlong({ pack: { ...emptyPack, tasks: async () => [...one.packed.values()] }, pictures, user: 'u', project: 'p' })
  expect((await again.tasks()).map(({ id }) => id)).toEqual(['a', 'b'])
  expect(await Promise.all(['/s/a', '/s/b', '/s/b?size=1024'].map((url) => pictures.offered(url)?.text()))).toEqual(['/s/a', '/s/b', '/s/b?size=1024'])
  expect(await takes.tasks()).toEqual([])
})
