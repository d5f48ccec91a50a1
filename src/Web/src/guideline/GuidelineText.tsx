import { lazy, Suspense, useState, type KeyboardEvent } from 'react'
import { t } from '../i18n/texts'
import { Markdown } from '../ui/Markdown'
import { found } from './blocks'
import './guideline.css'
import type { useGuideline } from './useGuideline'

const AskDialog = lazy(() => import('../questions/AskDialog'))

/** The guideline's passages: to search, to ask about, with a mark at those that changed. */
export function GuidelineText({ project, it }: { project: string; it: ReturnType<typeof useGuideline> }) {
  const [sought, setSought] = useState('')
  const [marked, setMarked] = useState('')
  const [asking, setAsking] = useState<string>()
  const { shown, count } = found(it.blocks, sought)
  // The Tab key comes to one passage, the arrows go on from there: a long guideline is no row of a hundred stops.
  const [last, setLast] = useState(-1)
  const [first] = [...shown].filter((i) => !it.blocks[i]!.heading)
  const reached = shown.has(last) ? last : first

  return (
    <div className="guideline-text">
      <div className="row">
        <input type="search" aria-label={t.day.searchGuideline} placeholder={t.day.searchGuideline} value={sought} onChange={(event) => setSought(event.target.value)} />
        <span className="quiet small" role="status">{sought.trim() && t.day.found(count)}</span>
      </div>
      {it.changed.size > 0 && <p className="note small">{t.day.changes(it.changed.size)}</p>}
      <div className="passages" onMouseUp={() => setMarked(selection())} onKeyUp={() => setMarked(selection())} onKeyDown={goOn}>
        {it.blocks.map((block, i) => shown.has(i) && (
          <div key={i} className={it.changed.has(i) ? 'changed' : undefined}>
            {it.changed.has(i) && <span className="change-mark">{t.day.changedBlock}</span>}
            <Markdown text={block.text} />
            {!block.heading && (
              <button type="button" className="plain ask-here" tabIndex={i === reached ? 0 : -1} aria-label={t.day.askThis(beginOf(block.text))} title={t.day.askThisTitle}
                onFocus={() => setLast(i)} onClick={(event) => setAsking(wordsBeside(event.currentTarget))}>?</button>
            )}
          </div>
        ))}
      </div>
      {marked && <button className="ask-passage" onClick={() => setAsking(marked)}>{t.day.askPassage}</button>}
      {asking !== undefined && (
        <Suspense fallback={null}>
          <AskDialog project={project} about={{ passage: { text: asking, guidelineVersion: it.version! } }} onClose={() => setAsking(undefined)} />
        </Suspense>
      )}
    </div>
  )
}

/** From passage to passage by the arrow keys. */
function goOn(event: KeyboardEvent<HTMLElement>) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.ask-here')]
  const at = all.indexOf(event.target as HTMLElement)
  if (!by || at < 0) return
  // What is behind the guideline has a use for arrows too.
  event.preventDefault()
  event.stopPropagation()
  all[at + by]?.focus()
}

/** Longest passage that a question takes. */
const longestPassage = 1_000

const wordsBeside = (button: HTMLElement) => (button.previousElementSibling as HTMLElement).innerText.trim().slice(0, longestPassage)

/** Enough of a passage to know it by. */
const beginOf = (text: string) => text.replace(/[*_`#>|\[\]]/g, '').trim().split(/\s+/).slice(0, 8).join(' ')

const selection = () => (document.getSelection()?.toString().trim() ?? '').slice(0, longestPassage)
