import { lazy, Suspense, useState } from 'react'
import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'

const TextDiff = lazy(() => import('./TextDiff'))

interface Props<T> {
  say: { compare: string; compareWith: string }
  /** Of the document; `?version=` gives an earlier one. */
  path: string
  /** The newest. */
  version: number
  /** What is edited. */
  text: string
  read(older: T): string
}

/** What is edited beside any version of its document. */
export function CompareVersions<T>({ say, path, version, text, read }: Props<T>) {
  const [older, setOlder] = useState<number>()
  const { data } = useGet<T>(older ? `${path}?version=${older}` : null)
  return (
    <details className="card">
      <summary>{say.compare}</summary>
      <label className="row"><span>{say.compareWith}</span>
        <select className="short" value={older ?? ''} onChange={(event) => setOlder(Number(event.target.value) || undefined)}>
          <option value="">–</option>
          {Array.from({ length: version }, (_, i) => version - i).map((one) => <option key={one} value={one}>{t.curate.version(one)}</option>)}
        </select>
      </label>
      {data && <Suspense fallback={null}><TextDiff from={read(data)} to={text} /></Suspense>}
    </details>
  )
}
