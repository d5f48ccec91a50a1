import { expect, test } from 'vitest'
import { createPictures } from '../tasks/pictures'
import type { LeasedTask, Sample } from '../tasks/task'
import { emptyPack, type Pack, type PackedTask } from './pack'
import { takesAlong } from './takesAlong'

const task = (id: string, sample: Partial<Sample> = {}): LeasedTask => ({ id, sample: { id: `s${id}`, externalId: id, url: `/s/${id}`, ...sample }, specVersion: 1, lease: { id: `l${id}`, expiresAt: '2030-01-01T00:00:00Z' } })

function browser(decodes = true) {
  const packed = new Map<string, PackedTask>()
  const pack: Pack = {
    ...emptyPack, tasks: async () => [...packed.values()], dropTask: async (_, id) => void packed.delete(id),
    keepTask: async (_user, _project, one, file) => void packed.set(one.id, { task: one, file: file ?? packed.get(one.id)?.file }),
  }
  const read: string[] = []
  const pictures = createPictures(() => ({ src: '', decode: async () => { if (!decodes) throw new Error('no picture') } }) as unknown as HTMLImageElement)
  return { packed, read, pictures, takes: takesAlong({ pack, pictures, user: 'u', project: 'p', read: async (url) => (read.push(url), new Blob([url])) }) }
}
const settle = () => new Promise((done) => setTimeout(done, 0))

test('a held task is kept with the picture as the page shows it, read once however long it is held', async () => {
  const { packed, read, takes } = browser()
  takes.keep(task('a', { width: 4_000, height: 3_000 }))
  takes.keep({ ...task('a'), lease: { id: 'la', expiresAt: '2031-01-01T00:00:00Z' } })
  await settle()
  expect(read).toEqual(['/s/a?size=1024'])
  expect(packed.get('a')).toMatchObject({ file: { url: '/s/a?size=1024' } })
})

test('a text is kept by its bytes, and one that came along needs none', async () => {
  const { read, takes } = browser(false)
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
  await settle()
  const { pictures, takes } = browser()
  const again = takesAlong({ pack: { ...emptyPack, tasks: async () => [...one.packed.values()] }, pictures, user: 'u', project: 'p' })
  expect((await again.tasks()).map(({ id }) => id)).toEqual(['a'])
  expect(await pictures.offered('/s/a')?.text()).toBe('/s/a')
  expect(await takes.tasks()).toEqual([])
})
