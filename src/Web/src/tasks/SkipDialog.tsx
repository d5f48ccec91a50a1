import { useState, type FormEvent } from 'react'
import { Keys } from '../commands/KeyList'
import { namesOf } from '../commands/command'
import { Dialog } from '../ui/Dialog'

const reasons = ['Cannot tell', 'Bad picture', 'No class fits', 'Not allowed to see this']

/** Asks why; a number takes a ready reason, anything else can be typed. */
export function SkipDialog({ onSkip, onClose }: { onSkip(reason: string): void; onClose(): void }) {
  const [text, setText] = useState('')
  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim()) onSkip(text.trim())
  }
  return (
    <Dialog title="Skip this task" onClose={onClose}>
      <form
        className="stack"
        onSubmit={submit}
        onKeyDown={(event) => {
          if (text !== '') return
          const index = namesOf(event).map(Number).find((number) => number >= 1 && number <= reasons.length)
          if (index === undefined) return
          event.preventDefault()
          onSkip(reasons[index - 1]!)
        }}
      >
        <div className="reasons">
          {reasons.map((reason, index) => (
            <button key={reason} type="button" className="choice" onClick={() => onSkip(reason)}>
              <span className="choice-name">{reason}</span> <Keys of={String(index + 1)} />
            </button>
          ))}
        </div>
        <input aria-label="Another reason" placeholder="Another reason" maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />
        <div className="row"><button className="primary" disabled={!text.trim()}>Skip <kbd>Enter</kbd></button><button type="button" onClick={onClose}>Cancel <kbd>Esc</kbd></button></div>
      </form>
    </Dialog>
  )
}
