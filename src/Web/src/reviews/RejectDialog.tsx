import { useState, type FormEvent } from 'react'
import { Dialog } from '../ui/Dialog'
import { t } from '../i18n/texts'

/** A rejection goes back to its annotator, so it says what is wrong. */
export function RejectDialog({ hasMarks, onReject, onClose }: {
  /** Remarks on shapes say what is wrong already. */
  hasMarks?: boolean
  onReject(comment: string): void
  onClose(): void
}) {
  const [comment, setComment] = useState('')
  function submit(event: FormEvent) {
    event.preventDefault()
    if (hasMarks || comment.trim()) onReject(comment.trim())
  }
  return (
    <Dialog title={t.work.reject} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="quiet">{t.work.goesBack}</p>
        <textarea
          aria-label={t.work.comment}
          rows={4}
          required={!hasMarks}
          maxLength={2000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
          }}
        />
        <div className="row">
          <button className="primary" disabled={!hasMarks && !comment.trim()}>{t.work.reject} <kbd>Ctrl Enter</kbd></button>
          <button type="button" onClick={onClose}>{t.work.cancel} <kbd>Esc</kbd></button>
        </div>
      </form>
    </Dialog>
  )
}
