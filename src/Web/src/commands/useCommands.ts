import { useLayoutEffect, useMemo, useRef } from 'react'
import { find, isTyping, type Command } from './command'
import { useOwnKeys, withOwnKeys } from './keys'

/** Runs commands by their keys, or by those a person gave them instead, for as long as the page is there. */
export function useCommands<C>(given: readonly Command<C>[], context: C) {
  const own = useOwnKeys()
  const commands = useMemo(() => withOwnKeys(given, own), [given, own])
  const latest = useRef({ commands, context })
  latest.current = { commands, context }
  // Before the page is painted: whoever sees it can press its keys.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isForSomethingElse(event)) return
      const { commands, context } = latest.current
      const { key, code, ctrlKey, altKey, metaKey, shiftKey } = event
      const command = find(commands, { key, code, ctrlKey, altKey, metaKey, shiftKey, altGraph: event.getModifierState('AltGraph') }, context)
      if (!command) return
      event.preventDefault()
      if (!event.repeat || command.repeats) command.run(context)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

/** @returns Whether somebody was typing: then that is all that was meant. */
export function leaveField(): boolean {
  const { activeElement } = document
  if (activeElement instanceof HTMLElement) activeElement.blur()
  return isTyping(activeElement)
}

/** Text being typed, an open dialog, or a button that Enter or Space would press. */
function isForSomethingElse(event: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return true
  const target = event.target as HTMLElement | null
  // Enter means nothing else to a field of one line; whoever searches means the search.
  if (event.key === 'Enter' && target instanceof HTMLInputElement) return event.isComposing || target.type === 'search'
  if (isTyping(target)) return isText(event)
  const presses = event.key === 'Enter' || event.key === ' '
  return presses && !event.ctrlKey && !event.altKey && !!target?.closest('button:not([role=radio]):not([role=checkbox]), a, summary')
}

/** Keys that mean something to a text field: those that type, what an input method composes, and those by which the caret goes and words are deleted. */
function isText({ key, isComposing, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (isComposing || /^(Arrow|Page|Home|End|Delete|Backspace)/.test(key)) return true
  return key !== 'Escape' && !ctrlKey && !metaKey && !altKey
}
