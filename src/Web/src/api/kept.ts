/** What somebody has changed of a document and not saved yet. */
export interface Kept {
  /** The version that they began with. */
  base: number
  text: string
}

const nameOf = (user: string, project: string, document: string) => `labelwise.edit/${user}/${project}/${document}`

/** Kept in this browser at once, so that nothing is lost by a reload or by another page. */
export function readKept(user: string, project: string, document: string): Kept | undefined {
  try {
    const { base, text } = JSON.parse(localStorage.getItem(nameOf(user, project, document)) ?? '{}') as Partial<Kept>
    return typeof base === 'number' && typeof text === 'string' ? { base, text } : undefined
  } catch {
    return undefined
  }
}

export function keep(user: string, project: string, document: string, kept: Kept | undefined) {
  try {
    if (kept) localStorage.setItem(nameOf(user, project, document), JSON.stringify(kept))
    else localStorage.removeItem(nameOf(user, project, document))
  } catch {
    // A browser that keeps nothing still lets them go on.
  }
}
