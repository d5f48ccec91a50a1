import { expect, test } from 'vitest'
import { createPictures, firstUrl } from './pictures'

const sample = (width: number, height: number) => ({ id: 's', externalId: 'x', url: '/api/v1/projects/p/samples/s', width, height })

test('a huge picture comes reduced first, a small one as it is', () => {
  expect(firstUrl(sample(7_200, 4_800))).toBe('/api/v1/projects/p/samples/s?size=1024')
  expect(firstUrl(sample(28, 28))).toBe('/api/v1/projects/p/samples/s')
})

test('a picture is loaded once, however often it is asked for, and a failure is tried again', async () => {
  let loads = 0
  const pictures = createPictures(() => ({ decode: async () => { if (++loads <= 2) throw new Error('cut') } }) as HTMLImageElement)
  await expect(pictures.prepare('/a')).rejects.toThrow('cut')
  const [first, second] = await Promise.all([pictures.prepare('/a'), pictures.prepare('/a')])
  expect(loads).toBe(3)
  expect(first).toBe(second)
  expect(pictures.ready('/a')).toBe(first)
})

test('a picture of a kind that browsers do not read is shown as the server redraws it', async () => {
  const tried: string[] = []
  const make = () => {
    const image = { src: '', async decode() {
      tried.push(image.src)
      if (!image.src.includes('size=')) throw new Error('No decoder.')
    } }
    return image as HTMLImageElement
  }
  await expect(createPictures(make).prepare('/a.tif')).resolves.toBeDefined()
  expect(tried).toEqual(['/a.tif', '/a.tif?size=1024'])
})

test('a picture that was taken along is shown where the server has none to give, and is no substitute where it has', async () => {
  const shown: string[] = []
  let isDown = true
  const make = () => {
    const image = { src: '', async decode() {
      if (!image.src.startsWith('blob:') && isDown) throw new Error('No network.')
      shown.push(image.src.slice(0, 5))
    } }
    return image as HTMLImageElement
  }
  const pictures = createPictures(make)
  await expect(pictures.prepare('/a')).rejects.toThrow('No network.')
  pictures.offer('/a', new Blob(['pixels']))
  await pictures.prepare('/a')
  isDown = false
  pictures.offer('/b', new Blob(['pixels']))
  await pictures.prepare('/b')
  expect(shown).toEqual(['blob:', '/b'])
})
