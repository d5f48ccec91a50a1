import { t } from '../i18n/texts'

/** Line of a JSON text, from 1, at which the value of a JSON pointer stands; its nearest parent's where it is absent. */
export function lineOf(text: string, pointer: string): number {
  const wanted = pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  let [at, found] = [0, 0]

  const space = () => {
    while (at < text.length && /\s/.test(text[at]!)) at++
  }
  const string = () => {
    const start = at++
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
    at++
    return JSON.parse(text.slice(start, at)) as string
  }
  /** @param depth How many parts of the pointer led here, or -1 off its way. */
  const value = (depth: number) => {
    space()
    if (depth >= 0) found = at
    const next = (name: string) => (depth >= 0 && wanted[depth] === name ? depth + 1 : -1)
    if (text[at] === '{') members(() => {
      const start = at
      const name = string()
      space()
      at++
      const to = next(name)
      value(to)
      if (to === wanted.length) found = start
    }, '}')
    else if (text[at] === '[') {
      let index = 0
      members(() => value(next(String(index++))), ']')
    } else if (text[at] === '"') string()
    else while (at < text.length && !/[\s,\]}]/.test(text[at]!)) at++
  }
  const members = (each: () => void, end: string) => {
    at++
    for (space(); at < text.length && text[at] !== end; space()) {
      each()
      space()
      if (text[at] === ',') at++
      space()
    }
    at++
  }

  try {
    value(0)
  } catch {
    // As far as it could be read.
  }
  return text.slice(0, found).split('\n').length
}

/** Where JSON.parse gave up, in words. */
export function sayParseError(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : ''
  const position = /position (\d+)/.exec(message)
  const line = position ? text.slice(0, Number(position[1])).split('\n').length : undefined
  return t.curate.notJson(line, message)
}

/** Selects a line and scrolls to it.
 * @param above - Lines that stay to be seen above it. */
export function goToLine(area: HTMLTextAreaElement | null, text: string, line: number, above: number) {
  const lines = text.split('\n')
  const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
  area?.focus()
  area?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
  const height = area ? parseFloat(getComputedStyle(area).lineHeight) : 0
  area?.scrollTo({ top: Math.max(0, (line - above) * height) })
}
