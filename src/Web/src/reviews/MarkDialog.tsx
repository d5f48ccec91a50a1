import { useState, type FormEvent } from 'react'
import { t } from '../i18n/texts'
import { Dialog } from '../ui/Dialog'

/** What is to be said of one shape. */
export function MarkDialog({ name, onMark, onClose }: { name: string; onMark(text: string): void; onClose(): void }) {
  const [text, setText] = useState('')
  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim()) onMark(text.trim())
  }
  return (
    <Dialog title={t.work.marks.about(name)} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <textarea
          aria-label={t.work.marks.about(name)} rows={3} required maxLength={2000} value={text} onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) submit(event)
          }}
        />
        <div className="row">
          <button className="primary" disabled={!text.trim()}>{t.work.marks.pin} <kbd>Enter</kbd></button>
          <button type="button" onClick={onClose}>{t.work.cancel} <kbd>Esc</kbd></button>
        </div>
      </form>
    </Dialog>
  )
}
