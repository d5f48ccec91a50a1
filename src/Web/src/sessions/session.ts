import { isPassing, type Api, type Problem } from '../api/api'
import { emptyPack, type Pack } from '../offline/pack'

export type Role = 'curator' | 'reviewer' | 'annotator' | 'modeler'

export interface Me {
  id: string
  email: string
  name: string
  admin: boolean
  tenant?: string
  projects?: { id: string; name: string; roles: Role[] }[]
  /** What the server takes at most: bytes of a request with a label document. */
  limits?: { labelBytes: number }
  /** Names of those whose people they see to. */
  vendors?: string[]
}

/**
 * Who is here. An expired session still shows the page, with a sign-in over it. Unconfirmed is who was here last: the server cannot be asked now.
 */
export type Session =
  | { state: 'unknown' }
  | { state: 'unreachable'; problem: Problem }
  | { state: 'signedOut' }
  | { state: 'signedIn'; me: Me; unconfirmed?: true }
  | { state: 'expired'; me: Me }

export interface SessionStore {
  readonly session: Session
  subscribe(changed: () => void): () => void
  /** Asks the server who we are. */
  find(): Promise<void>
  /** @returns What was wrong, or nothing. */
  signIn(email: string, password: string): Promise<Problem | undefined>
  signOut(): Promise<void>
  /** A call found the session ended. */
  ended(): void
}

interface SessionWorld {
  pack: Pack
  after(ms: number, run: () => void): () => void
  /** Somebody signed out where the server could not be told: it is, before anything else. Outlasts the page. */
  leaving: { read(): boolean; write(is: boolean): void }
}

/** Without an answer for so long, people go on as who they were, in milliseconds. */
export const patienceMs = 3_000

const alone: SessionWorld = { pack: emptyPack, after: () => () => {}, leaving: { read: () => false, write() {} } }

export function createSession(api: () => Api, { pack, after, leaving }: SessionWorld = alone): SessionStore {
  let session: Session = { state: 'unknown' }
  const watchers = new Set<() => void>()
  const become = (next: Session) => {
    session = next
    watchers.forEach((changed) => changed())
  }
  const isOpen = () => session.state === 'unknown' || session.state === 'unreachable'

  async function find() {
    if (leaving.read() && !(await leave())) return become({ state: 'signedOut' })
    const callOff = after(patienceMs, () => void goOn())
    const reply = await api().get<Me>('/me')
    callOff()
    // Signed out meanwhile: the cookie may have outlived it.
    if (leaving.read()) return
    if (reply.ok) {
      void pack.keepMe(reply.value)
      become({ state: 'signedIn', me: reply.value })
    } else if (reply.problem.status !== 401) await goOn(reply.problem)
    else if (session.state === 'signedIn' || session.state === 'expired') become({ state: 'expired', me: session.me })
    else {
      void pack.clear()
      become({ state: 'signedOut' })
    }
  }

  /** As who was here last, where this browser knows. */
  async function goOn(problem?: Problem) {
    if (!isOpen()) return
    const me = await pack.me()
    if (!isOpen()) return
    if (me) become({ state: 'signedIn', me, unconfirmed: true })
    else if (problem) become({ state: 'unreachable', problem })
  }

  /** @returns Whether the server knows now. */
  async function leave(): Promise<boolean> {
    leaving.write(true)
    await pack.clear()
    const reply = await api().delete('/sessions/current')
    if (!reply.ok && isPassing(reply.problem)) return false
    leaving.write(false)
    return true
  }

  return {
    get session() {
      return session
    },
    subscribe(changed) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    find,
    async signIn(email, password) {
      const reply = await api().post('/sessions', { email, password })
      if (!reply.ok) return reply.problem
      leaving.write(false)
      await find()
      return undefined
    },
    async signOut() {
      await leave()
      become({ state: 'signedOut' })
    },
    ended() {
      if (session.state === 'signedIn') become({ state: 'expired', me: session.me })
    },
  }
}
