import { useState } from 'react'

interface Props {
  words: { rulingWhy(name: string): string; rulingPlaceholder: string; uphold: string }
  /** What the button says that gives the one who contested right. */
  withdraw: string
  /** Of the sample. */
  name: string
  onRule(withdrawn: boolean, comment: string): void
}

/** A curator's word on what somebody contested: upheld, or withdrawn. */
export function Ruling({ words, withdraw, name, onRule }: Props) {
  const [comment, setComment] = useState('')
  return (
    <div className="row practice-use">
      <input value={comment} maxLength={2000} aria-label={words.rulingWhy(name)} placeholder={words.rulingPlaceholder} onChange={(event) => setComment(event.target.value)} />
      <button onClick={() => onRule(false, comment)}>{words.uphold}</button>
      <button onClick={() => onRule(true, comment)}>{withdraw}</button>
    </div>
  )
}
