import { useRef } from 'react'
import { sayProblem, sayViolation, type Problem } from '../api/api'
import { t } from '../i18n/texts'
import { goToLine, lineOf, sayParseError } from './pointer'

/** Lines that stay to be seen above the one that is gone to. */
const above = 4

/** @returns The object that a text is, or what keeps it from being one. */
export function parseDocument<T extends object>(text: string): [document: T | undefined, unreadable: string | undefined] {
  try {
    const document: unknown = JSON.parse(text)
    return typeof document === 'object' && document !== null && !Array.isArray(document) ? [document as T, undefined] : [undefined, t.curate.noObject]
  } catch (error) {
    return [undefined, sayParseError(error, text)]
  }
}

export const isJson = (text: string) => parseDocument(text)[0] !== undefined

interface Props {
  label: string
  rows: number
  text: string
  problem?: Problem | undefined
  unreadable?: string | undefined
  onText(text: string): void
  onSave(): void
}

/** A document as text; what is wrong is named in words and goes to its line by a click. */
export function JsonText({ label, rows, text, problem, unreadable, onText, onSave }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  return (
    <>
      <textarea
        ref={area} className="code" aria-label={label} spellCheck={false} rows={rows} value={text} onChange={(event) => onText(event.target.value)} aria-invalid={!!(problem ?? unreadable) || undefined}
        onKeyDown={(event) => {
          if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          onSave()
        }}
      />
      {problem && (
        <div className="note bad" role="alert">
          <p>{sayProblem(problem)}</p>
          <ul className="violations">
            {problem.violations?.map((violation, i) => {
              const line = lineOf(text, violation.pointer)
              return <li key={i}><button type="button" className="link" onClick={() => goToLine(area.current, text, line, above)}>{t.curate.spec.line(line)}</button> <span>{sayViolation(violation)}</span> <code className="quiet">{violation.pointer}</code></li>
            })}
          </ul>
        </div>
      )}
    </>
  )
}
