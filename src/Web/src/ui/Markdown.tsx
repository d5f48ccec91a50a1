import { lazy, Suspense } from 'react'
import { t } from '../i18n/texts'

const Rendered = lazy(() => import('./MarkdownRendered'))

/** Markdown of a person, as text: HTML in it stays text, and no link leads to a script. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="markdown">
      <Suspense fallback={<p className="quiet" aria-busy="true">{t.desk.loading}</p>}><Rendered text={text} /></Suspense>
    </div>
  )
}
