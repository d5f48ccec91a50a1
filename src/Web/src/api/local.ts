/** What this browser keeps by a name, however soon the page goes away.
 * @returns Undefined where there is nothing, nothing that can be read, or the browser keeps nothing. */
export function readLocal<T>(name: string): T | undefined {
  try {
    return (JSON.parse(localStorage.getItem(name) ?? 'null') as T | null) ?? undefined
  } catch {
    return undefined
  }
}

/** @param value Undefined for nothing any more. A browser that keeps nothing lets the page go on. */
export function writeLocal(name: string, value: unknown) {
  try {
    if (value === undefined) localStorage.removeItem(name)
    else localStorage.setItem(name, JSON.stringify(value))
  } catch {
    // For this page only.
  }
}
