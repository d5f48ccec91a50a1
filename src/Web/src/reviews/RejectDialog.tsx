import { useState, type FormEvent } from 'react'
import { Dialog } from '../ui/Dialog'

/** A rejection goes back to its annotator, so it says what is wrong. */
export function RejectDialog({ onReject, onClose }: { onReject(comment: string): void; onClose(): void }) {
  const [comment, setComment] = useState('')
  function submit(event: FormEvent) {
    event.preventDefault()
    if (comment.trim()) onReject(comment.trim())
  }
  return (
    <Dialog title="Reject" onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="quiet">The task goes back, with your comment.</p>
        <textarea
          aria-label="Comment"
          rows={4}
         
          required
          maxLength={2000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
          }}
        />
        <div className="row">
          <button className="primary" disabled={!comment.trim()}>Reject <kbd>Ctrl Enter</kbd></button>
          <button type="button" onClick={onClose}>Cancel <kbd>Esc</kbd></button>
        </div>
      </form>
    </Dialog>
  )
}
