import { isPassing, type Api, type Reply } from '../api/api'
import type { Me } from '../sessions/session'
import type { Pack } from './pack'

/** What the labeling page cannot do without, and an annotator's list of work. */
const taken: readonly RegExp[] = [/^\/me\/work$/, /^\/projects\/[^/?]+$/, /^\/projects\/[^/?]+\/(spec|guideline)(\?version=\d+)?$/, /^\/projects\/[^/?]+\/practice\/standing$/]

export const isTakenAlong = (path: string) => taken.some((one) => one.test(path))

/** Documents of the server, of which some are here without a network too. */
export interface Documents extends Pick<Api, 'get'> {
  /** Since the server last gave it, it was only taken from what is kept here. */
  isOld(path: string): boolean
}

interface World {
  api: Pick<Api, 'get'>
  pack: Pack
  /** Who is here, and whether the server has said so yet; undefined for nobody. */
  who(): { me: Me; confirmed: boolean } | undefined
}

export function takeAlong({ api, pack, who }: World): Documents {
  const old = new Set<string>()
  /** As they were kept last, by sign-in, so that what comes again and again is written once. */
  const written = new WeakMap<Me, Map<string, string>>()

  async function packed<T>(path: string): Promise<Reply<T> | undefined> {
    const here = who()
    const value = here && ((await pack.document(here.me.id, path)) as T | undefined)
    if (value === undefined) return undefined
    old.add(path)
    return { ok: true, value }
  }

  function keep(path: string, value: unknown) {
    old.delete(path)
    const [me, text] = [who()?.me, JSON.stringify(value)]
    if (!me) return
    const before = written.get(me) ?? new Map<string, string>()
    if (before.get(path) === text) return
    written.set(me, before.set(path, text))
    void pack.keepDocument(me.id, path, value)
  }

  return {
    async get<T>(path: string): Promise<Reply<T>> {
      if (!isTakenAlong(path)) return api.get<T>(path)
      // A network that neither answers nor fails has been waited for once, at the door.
      const first = who()?.confirmed === false ? await packed<T>(path) : undefined
      if (first) return first
      const reply = await api.get<T>(path)
      if (reply.ok) keep(path, reply.value)
      return !reply.ok && isPassing(reply.problem) ? ((await packed<T>(path)) ?? reply) : reply
    },
    isOld: (path) => old.has(path),
  }
}
