import type { KeyboardEvent } from 'react'

/**
 * Where numbers mean classes elsewhere on the page: whoever is at the choices of a question goes through them by the arrows and answers by number.
 * @param count How many there are.
 * @param goesOn With the answer the question is done with.
 */
export function answerHere(event: KeyboardEvent<HTMLElement>, count: number, choose: (index: number) => void, goesOn: boolean) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  const group = event.currentTarget
  const all = [...group.querySelectorAll('button')]
  const at = all.indexOf(event.target as HTMLButtonElement)
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
  const number = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
  if (by && at >= 0) all[(at + by + all.length) % all.length]?.focus()
  else if (number && Number(number) <= count) {
    choose(Number(number) - 1)
    if (goesOn) goOn(group)
  } else return
  event.preventDefault()
}

/** To the next question; after the last the keys are the page's again. */
function goOn(group: HTMLElement) {
  const questions = [...(group.closest('.answers')?.querySelectorAll<HTMLElement>('.question') ?? [])]
  const next = questions[questions.findIndex((one) => one.contains(group)) + 1]?.querySelector<HTMLElement>(first)
  if (next) next.focus()
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

const first = 'button, input, textarea, select'

/** To what is asked about the shape that is picked, or to what still lacks an answer. */
export function focusQuestion(which: 'ofShape' | 'wrong') {
  // The page has yet to draw what was picked or found wrong.
  requestAnimationFrame(() => document.querySelector<HTMLElement>(which === 'wrong' ? `.panel .question:has(.wrong) :is(${first})` : `.panel-about :is(${first})`)?.focus())
}
