import { lazy, Suspense, useState } from 'react'
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

  return (
    <div className="guideline-text">
      <div className="row">
        <input type="search" aria-label={t.day.searchGuideline} placeholder={t.day.searchGuideline} value={sought} onChange={(event) => setSought(event.target.value)} />
        <span className="quiet small" role="status">{sought.trim() && t.day.found(count)}</span>
      </div>
      {it.changed.size > 0 && <p className="note small">{t.day.changes(it.changed.size)}</p>}
      <div className="passages" onMouseUp={() => setMarked(selection())} onKeyUp={() => setMarked(selection())}>
        {it.blocks.map((block, i) => shown.has(i) && (
          <div key={i} className={it.changed.has(i) ? 'changed' : undefined}>
            {it.changed.has(i) && <span className="change-mark">{t.day.changedBlock}</span>}
            <Markdown text={block.text} />
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

const selection = () => document.getSelection()?.toString().trim() ?? ''
