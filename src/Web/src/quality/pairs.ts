/** Two people with tasks in common.
 * @property items Tasks that both classified.
 * @property matched Shapes of both in the same place. */
export interface Pair {
  one: string
  other: string
  items: number
  agreeing?: number | null
  kappa?: number | null
  matched: number
  meanIou?: number | null
}

/** A page of them, those who agree least first.
 * @property among So many people. */
export interface Pairs {
  complete: boolean
  total: number
  among: number
  items: Pair[]
  next: string | null
  people: Record<string, string>
}

/** With less in common little is known. */
const few = 10

/** By what pairs are told apart: over choices beyond chance, over shapes how far those that lie over each other do. */
export const measureOf = (pairs: readonly Pair[]): 'kappa' | 'meanIou' => (pairs.some((pair) => pair.items > 0) ? 'kappa' : 'meanIou')

export const isFew = (pair: Pair, drawn: boolean) => (drawn ? pair.matched : pair.items) < few

/** Everybody in the order of how well they agree with the others, the least first: each pair counts by what it has in common. */
export function leastFirst(pairs: readonly Pair[]): string[] {
  const measure = measureOf(pairs)
  const sums = new Map<string, { sum: number; of: number }>()
  for (const pair of pairs) {
    const [value, weight] = [pair[measure], measure === 'kappa' ? pair.items : pair.matched]
    for (const user of [pair.one, pair.other]) {
      const known = sums.get(user) ?? { sum: 0, of: 0 }
      if (typeof value === 'number') sums.set(user, { sum: known.sum + value * weight, of: known.of + weight })
      else sums.set(user, known)
    }
  }
  const mean = (user: string) => { const { sum, of } = sums.get(user)!; return of > 0 ? sum / of : 1 }
  return [...sums.keys()].sort((a, b) => mean(a) - mean(b) || a.localeCompare(b))
}
