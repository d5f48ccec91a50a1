import type { Api, Problem } from '../api/api'

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

/** Who is here. An expired session still shows the page, with a sign-in over it. */
export type Session =
  | { state: 'unknown' }
  | { state: 'unreachable'; problem: Problem }
  | { state: 'signedOut' }
  | { state: 'signedIn'; me: Me }
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

export function createSession(api: () => Api): SessionStore {
  let session: Session = { state: 'unknown' }
  const watchers = new Set<() => void>()
  const become = (next: Session) => {
    session = next
    watchers.forEach((changed) => changed())
  }

  async function find() {
    const reply = await api().get<Me>('/me')
    if (reply.ok) become({ state: 'signedIn', me: reply.value })
    else if (reply.problem.status === 401) become(session.state === 'signedIn' || session.state === 'expired' ? { ...session, state: 'expired' } : { state: 'signedOut' })
    else if (session.state === 'unknown' || session.state === 'unreachable') become({ state: 'unreachable', problem: reply.problem })
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
      await find()
      return undefined
    },
    async signOut() {
      await api().delete('/sessions/current')
      become({ state: 'signedOut' })
    },
    ended() {
      if (session.state === 'signedIn') become({ state: 'expired', me: session.me })
    },
  }
}
