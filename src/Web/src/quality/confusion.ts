export interface Confusions {
  classes: string[]
  people: { user: string; name: string; cells: { class: string; answered: string; count: number; tasks?: number[] | null }[] }[]
  /** Of objects in their places, where labels are drawn; with tasks that show each confusion. */
  objects?: Confusions | null
}

/** Longest text that an address may ask with. */
const longest = 200

/** Numbers of tasks that show a confusion, as a filter has them; undefined where none are told.
 * @param user Of one person; of everybody where it is absent. */
export function numbersOf({ people }: Confusions, decided: string, answered: string, user?: string): string | undefined {
  const all = new Set(people.filter((one) => !user || one.user === user).flatMap((one) => one.cells.filter((cell) => cell.class === decided && cell.answered === answered).flatMap((cell) => cell.tasks ?? [])))
  let numbers = ''
  for (const number of all) {
    const more = numbers ? `${numbers},${number}` : String(number)
    if (more.length > longest) break
    numbers = more
  }
  return numbers || undefined
}

/** A row is what tasks were decided to be, a column what was answered; counts. */
export type Matrix = readonly (readonly number[])[]

/** @param user Of one person; of everybody where it is absent. */
export function matrixOf({ classes, people }: Confusions, user?: string): Matrix {
  const place = new Map(classes.map((name, i) => [name, i]))
  const matrix = classes.map(() => classes.map(() => 0))
  for (const person of people) {
    if (user && person.user !== user) continue
    for (const cell of person.cells) {
      const [row, column] = [place.get(cell.class), place.get(cell.answered)]
      if (row !== undefined && column !== undefined) matrix[row]![column]! += cell.count
    }
  }
  return matrix
}

/** What one person takes for something else, how often, and how often others do. */
export interface Confusion {
  user: string
  name: string
  class: string
  answered: string
  count: number
  /** Tasks of this class that they answered. */
  of: number
  share: number
  othersShare: number
}

/** Fewer than this may be slips. */
const fewest = 3

/** The confusions that stand out, most remarkable first: far more often than by everybody else, and more than a slip. */
export function remarkable(confusions: Confusions): Confusion[] {
  const all = matrixOf(confusions)
  const sum = (row: readonly number[]) => row.reduce((a, b) => a + b, 0)
  const found = confusions.people.flatMap(({ user, name }) => matrixOf(confusions, user).flatMap((row, i) => {
    const of = sum(row)
    return row.flatMap((count, j): Confusion[] => {
      if (i === j || count < fewest) return []
      const others = sum(all[i]!) - of
      return [{ user, name, class: confusions.classes[i]!, answered: confusions.classes[j]!, count, of, share: count / of, othersShare: others > 0 ? (all[i]![j]! - count) / others : 0 }]
    })
  }))
  return found.filter((one) => one.share > 2 * one.othersShare).sort((a, b) => (b.share - b.othersShare) * Math.sqrt(b.of) - (a.share - a.othersShare) * Math.sqrt(a.of))
}

/**
 * The classes that a matrix shows, by their places: all, or where there are too many those that occur and are mistaken most often.
 * @param most So many at most.
 */
export function classesOf(matrix: Matrix, most: number): number[] {
  if (matrix.length <= most) return [...matrix.keys()]
  const among = matrix.map((row, i) => ({ i, any: row.some((count) => count > 0) || matrix.some((other) => other[i]! > 0), wrong: row.reduce((sum, count, j) => sum + (i === j ? 0 : count + matrix[j]![i]!), 0) }))
  return among.filter((one) => one.any).sort((a, b) => b.wrong - a.wrong).slice(0, most).map((one) => one.i).sort((a, b) => a - b)
}
