/** What the worker keeps of one build of this client: its files and the page that asks for them, together or not at all. */
export interface Build {
  /** Another name for other content. */
  name: string
  /** Paths of all its files. */
  files: readonly string[]
}

/** What the worker does about a request; what it leaves goes to the server as if there were no worker: all of the API, pictures too. */
export type Way = 'page' | 'file' | 'leave'

export function wayOf({ method, mode, url }: Pick<Request, 'method' | 'mode' | 'url'>, home: string, build: Build): Way {
  const { origin, pathname } = new URL(url)
  if (method !== 'GET' || origin !== home || pathname.startsWith('/api/')) return 'leave'
  if (mode === 'navigate') return /\.[^/]*$/.test(pathname) ? 'leave' : 'page'
  // Also of other builds: an older tab goes on with its own.
  return isForEver(pathname) || build.files.includes(pathname) ? 'file' : 'leave'
}

/** A file whose name tells its content. */
export const isForEver = (path: string) => path.startsWith('/assets/')

/** Without an answer for so long the kept page is shown, in milliseconds. */
export const patienceMs = 3_000

interface PageWorld {
  ask(): Promise<Response>
  kept(): Promise<Response | undefined>
  /** Resolves after a while. */
  pause(ms: number): Promise<void>
}

/** The server's page, so that a new version is seen at once; the kept one where no answer comes, none comes soon, or the server is only starting. */
export async function answerPage({ ask, kept, pause }: PageWorld): Promise<Response> {
  const answer = ask().then((reply) => ({ reply }), (error: unknown) => ({ error }))
  const soon = await Promise.race([answer, pause(patienceMs)])
  if (soon && 'reply' in soon && soon.reply.status < 500) return soon.reply
  const page = await kept()
  if (page) return page
  const late = await answer
  if ('reply' in late) return late.reply
  throw late.error
}

/** Whether a page asks for files of this build alone: while a server is being replaced, the old page may come beside the new files. */
export function isPageOf(html: string, { files }: Build): boolean {
  const asked = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!)
  return asked.length > 0 && asked.every((path) => files.includes(path))
}

const prefix = 'labelwise build '
export const cacheOf = (build: Build) => prefix + build.name

/** An open page holds the lock of this name, by which the worker knows whose files are still needed. */
export const lockOf = (entry: string) => `labelwise page ${entry}`

/**
 * Caches of builds that no open page is of.
 * @param caches With the paths in each.
 * @param locks Names of locks that are held.
 */
export function toSweep(caches: ReadonlyMap<string, readonly string[]>, current: Build, locks: readonly string[]): string[] {
  const held = new Set(locks)
  return [...caches].filter(([name, paths]) => name.startsWith(prefix) && name !== cacheOf(current) && !paths.some((path) => held.has(lockOf(path)))).map(([name]) => name)
}
