import { useState, type FormEvent } from 'react'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { t } from '../i18n/texts'

/** A rejection says what is wrong: its annotator gets the task back, or somebody else does it. */
export function RejectDialog({ hasMarks, onReject, onClose }: {
  /** Remarks on shapes say what is wrong already. */
  hasMarks?: boolean
  onReject(comment: string, toOthers: boolean): void
  onClose(): void
}) {
  const [comment, setComment] = useState('')
  const [toOthers, setToOthers] = useState(false)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (hasMarks || comment.trim()) onReject(comment.trim(), toOthers)
  }
  return (
    <Dialog title={t.work.reject} onClose={onClose}>
      <form className="stack" onSubmit={submit} onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && submit(event)}>
        <p className="quiet">{toOthers ? t.work.goesToOthers : t.work.goesBack}</p>
        <Field label={t.work.comment}><textarea
          rows={4}
          required={!hasMarks}
          maxLength={2000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        /></Field>
        <label className="check"><input type="checkbox" checked={toOthers} onChange={(event) => setToOthers(event.target.checked)} />{t.work.toOthers}</label>
        <div className="row">
          <button className="primary" disabled={!hasMarks && !comment.trim()}>{t.work.reject} <kbd>Ctrl Enter</kbd></button>
          <button type="button" onClick={onClose}>{t.work.cancel} <kbd>Esc</kbd></button>
        </div>
      </form>
    </Dialog>
  )
}
