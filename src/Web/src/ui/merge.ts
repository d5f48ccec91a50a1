import { applyPatch, structuredPatch } from 'diff'

/** Both changes of one text in one, where they touch different places of it; undefined where they do not. */
export function merged(base: string, theirs: string, mine: string): string | undefined {
  const both = applyPatch(theirs, structuredPatch('', '', base, mine, '', '', { context: 2 }))
  return both === false ? undefined : both
}
