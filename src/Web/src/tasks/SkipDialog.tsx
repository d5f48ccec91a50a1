import { useState, type FormEvent } from 'react'
import { Keys } from '../commands/KeyList'
import { namesOf } from '../commands/command'
import { Dialog } from '../ui/Dialog'
import { t } from '../i18n/texts'

const reasons = t.work.skipReasons

/** Asks why; a number takes a ready reason, anything else can be typed. */
export function SkipDialog({ onSkip, onClose }: { onSkip(reason: string): void; onClose(): void }) {
  const [text, setText] = useState('')
  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim()) onSkip(text.trim())
  }
  return (
    <Dialog title={t.work.skipThis} onClose={onClose}>
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
        <input aria-label={t.work.anotherReason} placeholder={t.work.anotherReason} maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />
        <div className="row"><button className="primary" disabled={!text.trim()}>{t.work.skip} <kbd>Enter</kbd></button><button type="button" onClick={onClose}>{t.work.cancel} <kbd>Esc</kbd></button></div>
      </form>
    </Dialog>
  )
}
