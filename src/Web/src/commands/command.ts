/** One thing a person can do: the one source of shortcuts, buttons and the help list. */
export interface Command<Context> {
  id: string
  /** What it does, as the help list says it. */
  title: string
  /** Alternatives, such as "1", "Shift+1", "Ctrl+Enter", "?", "ArrowLeft". Letters are written in upper case. */
  keys: readonly string[]
  /** Heading in the help list. */
  group: string
  /** Also while the key is held down. Others wait for a new press: nobody means to submit ten pictures by a long one. */
  repeats?: boolean
  when(context: Context): boolean
  run(context: Context): void
}

/** What of a keyboard event decides. */
export interface KeyPress {
  key: string
  code: string
  ctrlKey: boolean
  altKey: boolean
  metaKey: boolean
  shiftKey: boolean
  /** AltGr is held, which types the third sign of a key. */
  altGraph?: boolean
}

/**
 * All names a key press may go by, the likeliest first. Digits go by the physical key, so that they work on a French
 * keyboard and on the number pad, before the sign that sits there: a French 6 is a dash too, a German 7 a slash. Letters
 * go by what they type, or by the physical key while an input method for another script swallows them.
 */
export function namesOf(press: KeyPress): string[] {
  // Windows says Control and Alt of AltGr as well.
  if (press.altGraph) return isSymbol(press.key) ? [press.key] : []
  const prefix = (press.ctrlKey || press.metaKey ? 'Ctrl+' : '') + (press.altKey ? 'Alt+' : '')
  const shift = press.shiftKey ? 'Shift+' : ''
  const digit = digitOf(press)
  const names: string[] = []
  if (digit !== undefined) names.push(prefix + shift + digit)
  if (isSymbol(press.key)) names.push(prefix + press.key)
  else if (digit === undefined) names.push(prefix + shift + (letterOf(press) ?? named(press.key)))
  return names
}

function digitOf({ key, code }: KeyPress): string | undefined {
  if (/^Digit\d$/.test(code)) return code.slice(-1)
  return /^\d$/.test(key) ? key : undefined
}

function letterOf({ key, code }: KeyPress): string | undefined {
  if (/^[a-zA-Z]$/.test(key)) return key.toUpperCase()
  // A key that only begins a letter, as ^ does on a German or French keyboard, is no letter.
  const isForeign = key === 'Process' || key === 'Unidentified' || (key.length === 1 && key > '\u007f')
  return isForeign && /^Key[A-Z]$/.test(code) ? code.slice(-1) : undefined
}

const isSymbol = (key: string) => key.length === 1 && /[!-/:-@[-`{-~]/.test(key)
const named = (key: string) => (key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key)

/** The command a key press means here and now. Of two that could run, the one listed first does. */
export function find<C>(commands: readonly Command<C>[], press: KeyPress, context: C): Command<C> | undefined {
  for (const name of namesOf(press)) {
    const found = commands.find((command) => command.keys.includes(name) && command.when(context))
    if (found) return found
  }
  return undefined
}

/** Keys that the browser or the desktop keeps for itself, or that mean something to every text field. */
const taken = ['Ctrl+N', 'Ctrl+T', 'Ctrl+W', 'Ctrl+Space', 'Ctrl+R', 'Ctrl+C', 'Ctrl+V', 'Ctrl+X', 'Ctrl+A', 'Ctrl+L', 'Tab']

/** Whether a person may give this key to a command. */
export const mayTake = (key: string) => !taken.includes(key) && !/^(Ctrl\+)?(Dead|AltGraph|CapsLock|Process)$/.test(key)

/** Two commands on one key in the same group of `when`, or a key that is not ours to take. */
export function clashes<C>(commands: readonly Command<C>[]): string[] {
  const owner = new Map<string, string>()
  const found: string[] = []
  for (const command of commands)
    for (const key of command.keys) {
      if (taken.includes(key)) found.push(`${key} belongs to the browser, not to ${command.id}`)
      const other = owner.get(key)
      if (other) found.push(`${key} means both ${other} and ${command.id}`)
      owner.set(key, command.id)
    }
  return found
}

/** A text field has the focus, so that single keys are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
}

/** A key as it is printed on a key cap. */
export function cap(key: string): string {
  return key
    .replace('ArrowLeft', '←').replace('ArrowRight', '→').replace('ArrowUp', '↑').replace('ArrowDown', '↓')
    .replace('Shift+', '⇧').replaceAll('+', ' ').replace(/ $/, '+').trim()
}
