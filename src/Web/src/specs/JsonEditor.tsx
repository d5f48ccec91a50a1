import { useRef, useState, type ReactNode } from 'react'
import type { Problem } from '../api/api'
import { sayProblem, sayViolation } from '../api/api'
import { t } from '../i18n/texts'
import { goToLine, lineOf, sayParseError } from './pointer'

interface Props {
  label: string
  document: unknown
  /** @returns What the server had against it, or nothing. */
  onSave(document: unknown): Promise<Problem | undefined>
  children?: ReactNode
}

/** A document as text; what is wrong is named by line and goes there by a click. */
export function JsonEditor({ label, document, onSave, children }: Props) {
  const saved = JSON.stringify(document, null, 2)
  const [text, setText] = useState(saved)
  const [base, setBase] = useState(saved)
  const [seen, setSeen] = useState(saved)
  const [problem, setProblem] = useState<Problem>()
  const [unreadable, setUnreadable] = useState<string>()
  const [busy, setBusy] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  // Taken over from the server unless somebody has begun to type.
  if (saved !== seen) {
    setSeen(saved)
    if (text === base) {
      setBase(saved)
      setText(saved)
    }
  }

  async function save() {
    let parsed: unknown
    try {
      parsed = JSON.parse(text)
    } catch (error) {
      return setUnreadable(sayParseError(error, text))
    }
    setUnreadable(undefined)
    setBusy(true)
    const wrong = await onSave(parsed)
    setBusy(false)
    setProblem(wrong)
    if (!wrong) setBase(text)
  }

  return (
    <div className="stack">
      <textarea
        ref={area}
        className="code"
        aria-label={label}
        spellCheck={false}
        rows={22}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 's' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            void save()
          }
        }}
      />
      {unreadable && <div className="note bad" role="alert"><p>{unreadable}</p></div>}
      {problem && (
        <div className="note bad" role="alert">
          <p>{sayProblem(problem)}</p>
          <ul className="violations">
            {problem.violations?.map((violation, i) => {
              const line = lineOf(text, violation.pointer)
              return <li key={i}><button type="button" className="link" onClick={() => goToLine(area.current, text, line, 6)}>{t.curate.spec.line(line)}</button> <span>{sayViolation(violation)}</span> <code className="quiet">{violation.pointer}</code></li>
            })}
          </ul>
        </div>
      )}
      <div className="row">
        <button className="primary" disabled={busy || text === base} onClick={save}>{t.curate.save} <kbd>Ctrl S</kbd></button>
        <button disabled={text === base} onClick={() => { setText(base); setProblem(undefined); setUnreadable(undefined) }}>{t.curate.undo}</button>
        {children}
      </div>
    </div>
  )
}
