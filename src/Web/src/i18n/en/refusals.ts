import type { Problem } from '../../api/api'

/** Refusals by the server's codes. English has none: the server's own words are English, and more exact. */
export interface Refusals {
  problems: Readonly<Record<string, (problem: Problem) => string>>
  /** What is wrong in a document. */
  violations: Readonly<Record<string, string>>
  /** Why a record of a job was not taken. */
  records: Readonly<Record<string, string>>
}

export const refusals: Refusals = { problems: {}, violations: {}, records: {} }
