import { firstUrl, fullUrl, type Pictures } from '../tasks/pictures'
import type { LeasedTask, Sample } from '../tasks/task'
import type { Pack, PackedTask } from './pack'
import { readFile, wantsLittle, type ReadFile } from './readFile'

/** The tasks of one person in one project that are here without a network too. */
export interface TakesAlong {
  tasks(): Promise<LeasedTask[]>
  /** With its picture or text, once that is there, and the picture as it was taken, for a closer look. */
  keep(task: LeasedTask): void
  drop(task: string): void
}

export const takesNothing: TakesAlong = { tasks: async () => [], keep() {}, drop() {} }

interface World {
  pack: Pack
  pictures: Pictures
  user: string
  project: string
  read?: ReadFile
  /** The person pays for what is loaded, or has asked for little. */
  spares?(): boolean
}

export function takesAlong({ pack, pictures, user, project, read = readFile, spares = wantsLittle }: World): TakesAlong {
  /** Kept with their files, or about to be; of what is dropped nothing more is read. */
  const held = new Map<string, AbortController>()
  /** Pictures in full come one after the other: the line is needed for work. */
  let fullOnes: Promise<unknown> = Promise.resolve()

  /** The picture as the page shows it; of what is no picture, its bytes. */
  async function keepShown(task: string, sample: Sample) {
    const url = firstUrl(sample)
    const shown = await pictures.prepare(url).then((image) => image.src, () => fullUrl(sample.url))
    const content = shown.startsWith('blob:') ? undefined : await read(shown)
    if (content && held.has(task)) await pack.keepFile(user, task, { url, content, reason: 'shown' })
  }

  async function keepFull(task: string, sample: Sample) {
    const url = fullUrl(sample.url)
    const content = held.has(task) ? await read(url, held.get(task)!.signal) : undefined
    // What no browser draws the server redraws: there is nothing sharper to show.
    if (content && held.has(task) && drawn.has(content.type)) await pack.keepFile(user, task, { url, content, reason: 'full' })
  }

  function offer({ task, files }: PackedTask) {
    files.forEach(({ url, content }) => pictures.offer(url, content))
    const full = fullUrl(task.sample.url)
    const [shown] = files
    if (shown && !files.some(({ url }) => url === full)) pictures.offer(full, shown.content)
  }

  return {
    async tasks() {
      const packed = await pack.tasks(user, project)
      packed.forEach((one) => {
        held.set(one.task.id, new AbortController())
        offer(one)
      })
      return packed.map(({ task }) => task)
    },
    keep(task) {
      void pack.keepTask(user, project, task)
      const { id, sample } = task
      if (held.has(id)) return
      held.set(id, new AbortController())
      if (sample.text !== undefined) return
      const shown = keepShown(id, sample)
      if (firstUrl(sample) !== fullUrl(sample.url) && !spares()) fullOnes = Promise.all([fullOnes, shown]).then(() => keepFull(id, sample)).catch(() => {})
    },
    drop(task) {
      held.get(task)?.abort()
      held.delete(task)
      void pack.dropTask(user, task)
    },
  }
}

/** What browsers draw by themselves. */
const drawn: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/bmp'])
