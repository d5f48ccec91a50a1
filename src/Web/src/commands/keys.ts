import { useSyncExternalStore } from 'react'
import { readLocal, writeLocal } from '../api/local'
import type { Command } from './command'

/** Keys that a person gave to commands, by the command's id. */
export type OwnKeys = Readonly<Record<string, readonly string[]>>

const name = 'labelwise.keys'
const watchers = new Set<() => void>()
let own = readLocal<OwnKeys>(name) ?? {}

function become(next: OwnKeys) {
  own = next
  writeLocal(name, own)
  watchers.forEach((changed) => changed())
}

export const setKeys = (id: string, keys: readonly string[]) => become({ ...own, [id]: keys })
export const resetKeys = () => become({})

export function useOwnKeys(): OwnKeys {
  return useSyncExternalStore((changed) => {
    watchers.add(changed)
    return () => watchers.delete(changed)
  }, () => own)
}

/** Commands by the keys a person gave them; a key that was given away no longer means what it did. */
export function withOwnKeys<C>(commands: readonly Command<C>[], own: OwnKeys): readonly Command<C>[] {
  const given = new Map(commands.flatMap(({ id }) => (own[id] ?? []).map((key) => [key, id] as const)))
  if (commands.every(({ id }) => !own[id])) return commands
  return commands.map((command) => ({
    ...command,
    keys: (own[command.id] ?? command.keys).filter((key) => !given.has(key) || given.get(key) === command.id),
  }))
}
