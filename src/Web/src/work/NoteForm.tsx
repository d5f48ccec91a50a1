import type { FormEvent } from 'react'

interface Props {
  act: string
  label: string
  placeholder: string
  onNote(note: string): void
}

/** An act on a task with a note beside it, folded until it is wanted. */
export function NoteForm({ act, label, placeholder, onNote }: Props) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    onNote(String(new FormData(event.currentTarget).get('note') ?? ''))
  }

  return (
    <details>
      <summary>{act}</summary>
      <form className="row practice-use" onSubmit={submit}>
        <input name="note" maxLength={1000} aria-label={label} placeholder={placeholder} />
        <button>{act}</button>
      </form>
    </details>
  )
}
