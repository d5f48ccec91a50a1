import { sayTime } from '../../ui/say'
import type { Problem } from '../../api/api'
import type { Confidence } from '../../quality/progress'

/** What the server says in words, by its codes: refusals above all. English has few: the server's own words are English, and more exact. */
export interface Refusals {
  problems: Readonly<Record<string, (problem: Problem) => string>>
  /** What is wrong in a document. */
  violations: Readonly<Record<string, string>>
  /** Why a record of a job was not taken. */
  records: Readonly<Record<string, string>>
  /** What a certificate's state means. */
  certificates: Readonly<Record<string, (of: AutoAccept) => string>>
  /** Why somebody is flagged, by the flag's code. */
  flags: Readonly<Record<string, string>>
  /** Why a label looks wrong, by kind. */
  findings: Readonly<Record<string, string>>
  /** What follows from the licences of a version, by code. */
  licences: Readonly<Record<string, string>>
}

type AutoAccept = NonNullable<Confidence['autoAccept']>

/** Times are said in the time of whoever reads them, which the server does not know. */
const problems: Refusals['problems'] = {
  'lease-lost': ({ facts, detail, title }) => (facts?.at ? `Your hold on this task ended at ${sayTime(facts.at)}, and it needs no further opinion. Your draft is kept.` : (detail ?? title)),
}

export const refusals: Refusals = {
  problems, violations: {}, records: {}, certificates: {}, findings: {}, licences: {},
  // In short: the server's own words, with their numbers, stand beside them.
  flags: {
    'misses-known': 'misses known answers', 'one-class': 'nearly always one class', 'too-fast': 'too fast to have looked', 'below-target': 'less accurate than wanted', copying: 'copies another’s mistakes', pattern: 'answers by a pattern', random: 'answers at random', 'stopped-looking': 'stopped looking',
  },
}
