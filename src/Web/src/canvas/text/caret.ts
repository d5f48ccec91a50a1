/** How the caret goes, in the words of `Selection.modify`. */
export interface Move {
  alter: 'move' | 'extend'
  direction: 'backward' | 'forward'
  by: 'character' | 'word' | 'line' | 'lineboundary' | 'documentboundary'
}

interface Press {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  altKey: boolean
  metaKey: boolean
}

/** What a key means to the caret of a text, as in any text field; null where it means nothing. */
export function moveOf({ key, shiftKey, ctrlKey, altKey, metaKey }: Press): Move | null {
  if (metaKey) return null
  const alter = shiftKey ? 'extend' : 'move'
  const byWord = ctrlKey || altKey
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight':
      return { alter, direction: key === 'ArrowLeft' ? 'backward' : 'forward', by: byWord ? 'word' : 'character' }
    case 'ArrowUp':
    case 'ArrowDown':
      return byWord ? null : { alter, direction: key === 'ArrowUp' ? 'backward' : 'forward', by: 'line' }
    case 'Home':
    case 'End':
      return { alter, direction: key === 'Home' ? 'backward' : 'forward', by: ctrlKey ? 'documentboundary' : 'lineboundary' }
    default:
      return null
  }
}

/** Without the space around words that a quick hand takes along. */
export function trimmed(text: string, from: number, to: number): [number, number] {
  while (from < to && /\s/.test(text[from]!)) from++
  while (to > from && /\s/.test(text[to - 1]!)) to--
  return [from, to]
}

/** Longest text read out of a selection; of a longer one, its ends. */
const mostSpoken = 120

/** What is said after a move: the selection, or what the caret went to. Places are code units. */
export function spoken(text: string, from: number, to: number, by: Move['by']): string {
  if (from !== to) {
    const picked = text.slice(from, to)
    return picked.length <= mostSpoken ? picked : `${picked.slice(0, mostSpoken / 2)} … ${picked.slice(-mostSpoken / 2)}`
  }
  if (by === 'character') return String.fromCodePoint(text.codePointAt(from) ?? 32)
  if (by === 'word') return /^\s*\S+/.exec(text.slice(from, from + mostSpoken))?.[0].trim() ?? ''
  const begin = text.lastIndexOf('\n', from - 1) + 1
  return text.slice(from, Math.min(from + mostSpoken, Math.max(text.indexOf('\n', from), begin) === begin ? text.length : text.indexOf('\n', from)))
}
