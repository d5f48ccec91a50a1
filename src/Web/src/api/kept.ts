import { readLocal, writeLocal } from './local'

/** What somebody has changed of a document and not saved yet. */
export interface Kept {
  /** The version that they began with. */
  base: number
  text: string
}

const nameOf = (user: string, project: string, document: string) => `labelwise.edit/${user}/${project}/${document}`

/** Kept in this browser at once, so that nothing is lost by a reload or by another page. */
export function readKept(user: string, project: string, document: string): Kept | undefined {
  const { base, text } = readLocal<Partial<Kept>>(nameOf(user, project, document)) ?? {}
  return typeof base === 'number' && typeof text === 'string' ? { base, text } : undefined
}

export const keep = (user: string, project: string, document: string, kept: Kept | undefined) => writeLocal(nameOf(user, project, document), kept)
