import { readLocal, writeLocal } from '../api/local'
import type { Outgoing } from './outbox'

/**
 * Commands that the browser's database is only just taking in. What a page asks of it is lost where the page is closed in the same
 * moment; what is written here is there before the key that gave the command is up again.
 */
type Given = Omit<Outgoing, 'number'>

const name = 'labelwise.given'
/** Characters. Longer ones would hold up the next picture; what is in them is a draft already. */
const longest = 100_000

export function note(item: Given) {
  if (JSON.stringify(item.body ?? null).length <= longest) write([...read().filter((one) => one.key !== item.key), item])
}

export function strike(key: string) {
  const all = read()
  if (all.some((one) => one.key === key)) write(all.filter((one) => one.key !== key))
}

/** In the order they were given. */
export const noted = (user: string) => read().filter((one) => one.user === user)

const read = () => readLocal<Given[]>(name) ?? []
const write = (all: Given[]) => writeLocal(name, all.length > 0 ? all : undefined)
