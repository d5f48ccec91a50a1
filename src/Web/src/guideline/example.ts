export type Verdict = 'good' | 'bad'

/** What a picture's title says in Markdown, which no language changes: guidelines are read in every one. */
const titles: Record<Verdict, string> = { good: 'good example', bad: 'bad example' }

export interface Example {
  /** Absent for a picture that is no example. */
  verdict?: Verdict | undefined
  caption: string
  /** Of a picture of the guideline. */
  url: string
}

/** A picture block of Markdown; whatever the caption has in it, it stays the caption. */
export function pictureMarkdown({ verdict, caption, url }: Example): string {
  const plain = caption.replace(/\s+/g, ' ').trim().replace(/[\\`*_[\]<>&!~|]/g, '\\$&')
  return `![${plain}](${url}${verdict ? ` "${titles[verdict]}"` : ''})`
}

export function verdictOf(title: string | undefined): Verdict | undefined {
  return (Object.keys(titles) as Verdict[]).find((verdict) => titles[verdict] === title)
}

const onlyExamples = /^(!\[(?:\\.|[^\]\\])*\]\(\S+ "(?:good|bad) example"\)\s*)+$/

/** Adds an example at the end, beside the examples that are there already. */
export function withExample(markdown: string, example: Example): string {
  const text = markdown.trimEnd()
  const last = text.split(/\n{2,}/).at(-1) ?? ''
  return `${text}${text === '' ? '' : onlyExamples.test(last) ? '\n' : '\n\n'}${pictureMarkdown(example)}\n`
}
