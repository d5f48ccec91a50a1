import { useState } from 'react'
import { Dialog } from '../ui/Dialog'
import type { Choice } from './choices'
import { t } from '../i18n/texts'

interface Props {
  /** What is chosen. */
  title: string
  choices: readonly Choice[]
  onChoose(choice: Choice): void
  onClose(): void
}

/** Finds a class among many by a part of its name; Enter takes the marked one. */
export function ClassSearch({ title, choices, onChoose, onClose }: Props) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const found = search(choices, text)
  const marked = Math.min(at, found.length - 1)
  return (
    <Dialog title={t.work.search(title)} onClose={onClose}>
      <input
        role="combobox"
        aria-label={t.work.partOfClass}
        aria-expanded="true"
        aria-controls="found-classes"
        aria-activedescendant={found[marked] ? `found-class-${marked}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'ArrowDown') setAt(Math.min(marked + 1, found.length - 1))
          else if (event.key === 'ArrowUp') setAt(Math.max(marked - 1, 0))
          else if (event.key === 'Enter' && found[marked]) onChoose(found[marked])
          else return
          event.preventDefault()
        }}
      />
      <ul className="found" role="listbox" id="found-classes" aria-label={t.work.classesFound}>
        {found.slice(0, 100).map((choice, index) => (
          <li key={choice.name} id={`found-class-${index}`} role="option" aria-selected={index === marked} onClick={() => onChoose(choice)}>
            {choice.name}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="quiet">{t.work.noClassFound}</p>}
    </Dialog>
  )
}

/** Names that begin with the text come first, then those with it anywhere. */
export function search(choices: readonly Choice[], text: string): Choice[] {
  const wanted = text.trim().normalize('NFC').toLocaleLowerCase()
  const place = ({ name }: Choice) => name.normalize('NFC').toLocaleLowerCase().indexOf(wanted)
  return choices.filter((choice) => place(choice) >= 0).sort((a, b) => Math.min(place(a), 1) - Math.min(place(b), 1))
}
