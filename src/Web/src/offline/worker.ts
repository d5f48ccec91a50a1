import { answerPage, cacheOf, isForEver, isPageOf, toSweep, wayOf, type Build } from './rules'

/**
 * The service worker: the client opens without a network too. It keeps files of ours alone, each build's apart, and never what the
 * API says: that belongs to who is signed in.
 */
declare const BUILD: Build
const build = BUILD
declare const self: WorkerScope

interface WorkerScope {
  addEventListener(type: 'install' | 'activate', run: (event: Lasting) => void): void
  addEventListener(type: 'fetch', run: (event: Fetching) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  registration: { navigationPreload?: { enable(): Promise<void> } }
  location: Location
}

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface Routable extends Lasting {
  /** Where a browser has it, these requests don't even wake the worker. */
  addRoutes?(routes: { condition: { urlPattern: string }; source: 'network' }[]): Promise<void>
}

interface Fetching extends Lasting {
  request: Request
  preloadResponse?: Promise<Response | undefined>
  respondWith(reply: Promise<Response>): void
}

const page = '/'

/** One file after the other, so that people's work comes first; what an earlier build has need not be fetched. */
async function keep() {
  const cache = await caches.open(cacheOf(build))
  try {
    for (const file of build.files) {
      const known = isForEver(file) && (await caches.match(file, { ignoreVary: true }))
      if (known) await cache.put(file, known)
      else await cache.add(file)
    }
    const reply = await fetch(page, { cache: 'no-store' })
    if (!reply.ok || !isPageOf(await reply.clone().text(), build)) throw new Error('The server has another build by now.')
    await cache.put(page, reply)
  } catch (error) {
    await caches.delete(cacheOf(build))
    throw error
  }
}

/** Once a build has its files: while another one is just fetching its own, nobody could tell these from old ones. */
async function sweep() {
  const names = await caches.keys()
  const all = new Map(await Promise.all(names.map(async (name) => [name, (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)] as const)))
  const { held = [] } = await navigator.locks.query()
  for (const name of toSweep(all, build, held.map((lock) => lock.name ?? ''))) await caches.delete(name)
}

const ask = async ({ request, preloadResponse }: Fetching) => (await preloadResponse) ?? fetch(request)
const kept = async () => (await caches.open(cacheOf(build))).match(page, { ignoreVary: true })
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))
const file = async (request: Request) => (await find(request)) ?? fetch(request)
const find = async (request: Request) => (await (await caches.open(cacheOf(build))).match(request, { ignoreVary: true })) ?? caches.match(request, { ignoreVary: true })

self.addEventListener('install', (event: Routable) => {
  event.waitUntil(Promise.all([keep(), event.addRoutes?.([{ condition: { urlPattern: '/api/*' }, source: 'network' }]).catch(() => {}), self.skipWaiting()]))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([self.registration.navigationPreload?.enable(), sweep(), self.clients.claim()]))
})

self.addEventListener('fetch', (event) => {
  const way = wayOf(event.request, self.location.origin, build)
  if (way === 'leave') return
  event.respondWith(way === 'page' ? answerPage({ ask: () => ask(event), kept, pause }) : file(event.request))
})
