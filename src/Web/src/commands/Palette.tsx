import { useState } from 'react'
import { Dialog } from '../ui/Dialog'
import { Keys } from './KeyList'
import type { Command } from './command'
import { t } from '../i18n/texts'

interface Props<C> {
  commands: readonly Command<C>[]
  context: C
  titleOf?(command: Command<C>): string | undefined
  onClose(): void
}

const shownAtOnce = 60

/** Everything that can be done now, found by a part of its name. */
export function Palette<C>({ commands, context, titleOf = (command) => command.title, onClose }: Props<C>) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const found = findCommands(commands.filter((command) => command.id !== 'palette' && command.when(context)), titleOf, text).slice(0, shownAtOnce)
  const marked = Math.min(at, found.length - 1)

  function run(command: Command<C> | undefined) {
    if (!command) return
    onClose()
    // The page is itself again before something is done to it.
    queueMicrotask(() => command.run(context))
  }

  return (
    <Dialog title={t.work.palette} onClose={onClose}>
      <input
        role="combobox" aria-label={t.work.partOfCommand} aria-expanded="true" aria-controls="found-commands"
        aria-activedescendant={found[marked] ? `found-command-${marked}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'ArrowDown') setAt(Math.min(marked + 1, found.length - 1))
          else if (event.key === 'ArrowUp') setAt(Math.max(marked - 1, 0))
          else if (event.key === 'Enter') run(found[marked]?.command)
          else return
          event.preventDefault()
        }}
      />
      <ul className="found commands" role="listbox" id="found-commands" aria-label={t.work.commandsFound}>
        {found.map(({ command, title }, index) => (
          <li key={command.id} id={`found-command-${index}`} role="option" aria-selected={index === marked} onClick={() => run(command)}>
            <span>{title}</span> {command.keys[0] && <Keys of={command.keys[0]} />}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="quiet">{t.work.noCommandFound}</p>}
    </Dialog>
  )
}

/** Every word of the text is somewhere in the title; titles that begin with it come first. */
export function findCommands<C>(commands: readonly Command<C>[], titleOf: (command: Command<C>) => string | undefined, text: string) {
  const words = text.trim().normalize('NFC').toLocaleLowerCase().split(/\s+/)
  const begins = (title: string) => (title.toLocaleLowerCase().startsWith(words[0]!) ? 0 : 1)
  return commands
    .flatMap((command) => {
      const title = titleOf(command)
      return title && words.every((word) => title.normalize('NFC').toLocaleLowerCase().includes(word)) ? [{ command, title }] : []
    })
    .sort((a, b) => begins(a.title) - begins(b.title))
}
