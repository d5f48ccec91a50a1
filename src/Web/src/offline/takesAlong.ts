import { firstUrl, fullUrl, type Pictures } from '../tasks/pictures'
import type { LeasedTask, Sample } from '../tasks/task'
import type { Pack, PackedFile } from './pack'

/** The tasks of one person in one project that are here without a network too. */
export interface TakesAlong {
  tasks(): Promise<LeasedTask[]>
  /** With its picture or text, once that is there. */
  keep(task: LeasedTask): void
  drop(task: string): void
}

export const takesNothing: TakesAlong = { tasks: async () => [], keep() {}, drop() {} }

interface World {
  pack: Pack
  pictures: Pictures
  user: string
  project: string
  /** Reads what the browser has just loaded, from its own cache. */
  read?(url: string): Promise<Blob | undefined>
}

export function takesAlong({ pack, pictures, user, project, read = readBlob }: World): TakesAlong {
  /** Kept with its file, or about to be. */
  const held = new Set<string>()

  /** The picture as the page shows it; of what is no picture, its bytes. */
  async function fileOf(sample: Sample): Promise<PackedFile | undefined> {
    if (sample.text !== undefined) return undefined
    const url = firstUrl(sample)
    const shown = await pictures.prepare(url).then((image) => image.src, () => fullUrl(sample.url))
    const content = shown.startsWith('blob:') ? undefined : await read(shown)
    return content && { url, content }
  }

  return {
    async tasks() {
      const packed = await pack.tasks(user, project)
      for (const { task, file } of packed) {
        held.add(task.id)
        if (!file) continue
        pictures.offer(file.url, file.content)
        pictures.offer(fullUrl(task.sample.url), file.content)
      }
      return packed.map(({ task }) => task)
    },
    keep(task) {
      void pack.keepTask(user, project, task)
      if (held.has(task.id)) return
      held.add(task.id)
      void fileOf(task.sample).then((file) => (file && held.has(task.id) ? pack.keepTask(user, project, task, file) : undefined))
    },
    drop(task) {
      held.delete(task)
      void pack.dropTask(user, task)
    },
  }
}

async function readBlob(url: string): Promise<Blob | undefined> {
  try {
    const reply = await fetch(url, { credentials: 'same-origin' })
    return reply.ok ? await reply.blob() : undefined
  } catch {
    return undefined
  }
}
