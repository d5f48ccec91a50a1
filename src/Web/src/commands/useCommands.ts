import { useEffect, useMemo, useRef } from 'react'
import { find, isTyping, type Command } from './command'
import { useOwnKeys, withOwnKeys } from './keys'

/** Runs commands by their keys, or by those a person gave them instead, for as long as the page is there. */
export function useCommands<C>(given: readonly Command<C>[], context: C) {
  const own = useOwnKeys()
  const commands = useMemo(() => withOwnKeys(given, own), [given, own])
  const latest = useRef({ commands, context })
  latest.current = { commands, context }
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isForSomethingElse(event)) return
      const { commands, context } = latest.current
      const command = find(commands, event, context)
      if (!command) return
      event.preventDefault()
      if (!event.repeat || command.repeats) command.run(context)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

/** Text being typed, an open dialog, or a button that Enter or Space would press. */
function isForSomethingElse(event: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return true
  const target = event.target as HTMLElement | null
  // Enter means nothing else to a field of one line.
  if (event.key === 'Enter' && target instanceof HTMLInputElement) return event.isComposing
  if (isTyping(target)) return event.key !== 'Escape' && !event.ctrlKey && !event.metaKey && !event.altKey
  const presses = event.key === 'Enter' || event.key === ' '
  return presses && !event.ctrlKey && !event.altKey && !!target?.closest('button:not([role=radio]):not([role=checkbox]), a, summary')
}
