/** Why a file is taken along, what is needed most first: without the picture as first shown there is no work, closer looks can wait. */
export const reasons = ['shown', 'guideline', 'full'] as const
export type Reason = (typeof reasons)[number]

/** Of one picture or text, in bytes: larger ones need the network. */
export const mostFileBytes = 64 * 2 ** 20

/** Of all files that are taken along, in bytes. */
export const mostBytes = 256 * 2 ** 20

export interface Taken {
  reason: Reason
  bytes: number
}

/**
 * Which of the files here have to go for another one.
 * @param here In the order they came; of what is needed less, the last goes first: its task comes up last.
 * @returns null where the other one is needed less than all that would have to go.
 */
export function makeRoom<F extends Taken>(here: readonly F[], coming: Taken, limit = mostBytes): readonly F[] | null {
  if (coming.bytes > Math.min(limit, mostFileBytes)) return null
  let over = here.reduce((sum, { bytes }) => sum + bytes, coming.bytes) - limit
  const going: F[] = []
  const rank = ({ reason }: Taken) => reasons.indexOf(reason)
  const dispensable = here.filter((one) => rank(one) > rank(coming)).reverse().sort((a, b) => rank(b) - rank(a))
  for (const one of dispensable) {
    if (over <= 0) break
    going.push(one)
    over -= one.bytes
  }
  return over <= 0 ? going : null
}
