import type { PropertyRule } from '../specs/spec'
import type { Answer } from './labels'
import { t } from '../i18n/texts'

/** One thing to choose by a click or a number key. */
export interface Choice {
  name: string
  value: Answer
  color?: string
  /** Key of its own, as the data spec wishes. */
  key?: string
}

/** What a property lets one choose from; nothing for texts and numbers. */
export function choicesOf({ type, options }: PropertyRule): Choice[] {
  if (type === 'boolean') return [{ name: t.work.yes, value: true }, { name: t.work.no, value: false }]
  if (type !== 'option' && type !== 'options') return []
  return (options ?? []).map(({ name, color, key }) => ({ name, value: name, color, key: key?.toUpperCase() }))
}

/** The answer after choosing: one of several options is put to the others or taken away, in spec order. */
export function choose(rule: PropertyRule, before: Answer | undefined, { value }: Choice): Answer {
  if (rule.type !== 'options') return value
  const chosen = new Set(Array.isArray(before) ? before : [])
  if (!chosen.delete(value as string)) chosen.add(value as string)
  return (rule.options ?? []).map((option) => option.name).filter((name) => chosen.has(name))
}

export function isChosen(answer: Answer | undefined, { value }: Choice): boolean {
  return Array.isArray(answer) ? answer.includes(value as string) : answer === value
}

/** Keys of the first twenty choices, in order. */
export const choiceKeys = [
  ...['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'],
  ...['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'].map((digit) => `Shift+${digit}`),
]

/** The key shown beside a choice: its own where no command has it, else its number. */
export function keyOf(choice: Choice, index: number, taken: ReadonlySet<string>): string | undefined {
  return choice.key && !taken.has(choice.key) ? choice.key : choiceKeys[index]
}
