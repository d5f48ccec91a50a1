import type { HubConnection } from '@microsoft/signalr'
import { clientHeader } from '../api/api'
import { follow } from './gaps'

export const eventNames = ['progress', 'taskChanged', 'jobProgress', 'annotatorChanged', 'questionChanged'] as const
export type LiveEventName = (typeof eventNames)[number]

export interface LiveEvent {
  name: LiveEventName
  project: string
  seq: number
  [member: string]: unknown
}

export interface Watcher {
  event(event: LiveEvent): void
  /** Something was missed: read again what you show. */
  missed(): void
}

/** The one connection to the hub, open while somebody watches. */
export interface Live {
  readonly connected: boolean
  subscribe(changed: () => void): () => void
  /** Returns how to stop. */
  watch(project: string, watcher: Watcher): () => void
}

/** Between attempts to connect, spread so that a server coming back is not met by everyone at once. */
const pauseMs = () => 500 + Math.random() * 1_000

/** @param broken Told when the connection breaks, which may mean that the server went away. */
export function createLive(broken: () => void = () => {}, connect: () => Promise<HubConnection> = connectHub): Live {
  const watchers = new Map<string, Set<Watcher>>()
  const seen = new Map<string, number>()
  const observers = new Set<() => void>()
  let hub: HubConnection | null = null
  let started = false
  let connected = false

  function become(now: boolean) {
    connected = now
    observers.forEach((changed) => changed())
  }

  function receive(name: LiveEventName, body: { project: string; seq: number }) {
    const following = follow(seen.get(body.project) ?? null, body.seq)
    if (following === 'repeat') return
    seen.set(body.project, body.seq)
    for (const watcher of watchers.get(body.project) ?? []) {
      if (following === 'gap') watcher.missed()
      watcher.event({ ...body, name })
    }
  }

  async function start() {
    const connection = await connect()
    hub = connection
    for (const name of eventNames) connection.on(name, (body) => receive(name, body))
    connection.onreconnecting(() => {
      become(false)
      broken()
    })
    connection.onreconnected(() => void resume(connection))
    connection.onclose(() => become(false))
    void open(connection)
  }

  /** While there is no connection, `resume` says it later. */
  function say(method: 'watch' | 'unwatch', project: string) {
    if (connected) hub?.invoke(method, project).catch(() => {})
  }

  async function open(connection: HubConnection) {
    try {
      await connection.start()
      await resume(connection)
    } catch {
      setTimeout(() => void open(connection), pauseMs())
    }
  }

  /** After a connection anything may have been missed. */
  async function resume(connection: HubConnection) {
    become(true)
    for (const [project, those] of watchers) {
      seen.delete(project)
      await connection.invoke('watch', project).catch(() => {})
      those.forEach((watcher) => watcher.missed())
    }
  }

  return {
    get connected() {
      return connected
    },
    subscribe(changed) {
      observers.add(changed)
      return () => observers.delete(changed)
    },
    watch(project, watcher) {
      if (!started) void start()
      started = true
      const those = watchers.get(project) ?? new Set()
      those.add(watcher)
      if (those.size === 1) {
        watchers.set(project, those)
        say('watch', project)
      }
      return () => {
        those.delete(watcher)
        if (those.size > 0) return
        watchers.delete(project)
        seen.delete(project)
        say('unwatch', project)
      }
    },
  }
}

/** The library comes in a file of its own, after the page. */
async function connectHub(): Promise<HubConnection> {
  const { HubConnectionBuilder, LogLevel } = await import('@microsoft/signalr')
  return new HubConnectionBuilder()
    .withUrl('/live', { headers: clientHeader })
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: pauseMs })
    .configureLogging(LogLevel.None)
    .build()
}
