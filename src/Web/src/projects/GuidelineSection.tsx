import { useState } from 'react'
import type { Problem } from '../api/api'
import { useDocument } from '../api/useDocument'
import { t } from '../i18n/texts'
import { CompareVersions } from '../ui/CompareVersions'
import { Markdown } from '../ui/Markdown'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import type { Guideline } from './project'

/** The guideline as text beside what annotators will see, and beside any earlier version. */
export function GuidelineSection({ project }: { project: string }) {
  const say = t.curate.guideline
  const { data, problem, save } = useDocument<Guideline & { mustRead?: boolean }>(project, 'guideline')
  const [edited, setEdited] = useState<string>()
  const [mustRead, setMustRead] = useState(false)
  const [refused, setRefused] = useState<Problem>()
  if (!data) return <ProblemNote problem={problem} />
  const text = edited ?? data.markdown

  async function keep() {
    const wrong = await save(mustRead ? { markdown: text, mustRead } : { markdown: text })
    setRefused(wrong)
    if (wrong) return
    setEdited(undefined)
    setMustRead(false)
    toast(say.saved)
  }

  return (
    <section aria-labelledby="guideline">
      <div className="page-head"><h1 id="guideline">{say.title}</h1><span className="quiet">{t.curate.version(data.version)}</span></div>
      <div className="split even">
        <div className="stack">
          <textarea className="code" aria-label={say.text} rows={22} value={text} onChange={(event) => setEdited(event.target.value)} />
          <ProblemNote problem={refused} />
          <div className="row">
            <button className="primary" disabled={text === data.markdown} onClick={keep}>{t.curate.save}</button>
            {data.mustRead !== undefined && <label className="check small"><input type="checkbox" checked={mustRead} onChange={(event) => setMustRead(event.target.checked)} />{say.mustRead}</label>}
          </div>
        </div>
        <aside className="card preview" aria-label={say.preview} tabIndex={0}><Markdown text={text} /></aside>
      </div>
      <CompareVersions<Guideline> say={say} path={`/projects/${project}/guideline`} version={data.version} text={text} read={(older) => older.markdown} />
    </section>
  )
}
