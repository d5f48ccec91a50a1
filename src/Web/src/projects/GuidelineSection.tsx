import { useState } from 'react'
import type { Problem } from '../api/api'
import { useDocument } from '../api/useDocument'
import { Markdown } from '../ui/Markdown'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import type { Guideline } from './project'

export function GuidelineSection({ project }: { project: string }) {
  const { data, problem, save } = useDocument<Guideline>(project, 'guideline')
  const [edited, setEdited] = useState<string>()
  const [refused, setRefused] = useState<Problem>()
  if (!data) return <ProblemNote problem={problem} />
  const text = edited ?? data.markdown

  async function keep() {
    const wrong = await save({ markdown: text })
    setRefused(wrong)
    if (wrong) return
    setEdited(undefined)
    toast('The guideline is saved; annotators see it with their next task.')
  }

  return (
    <section aria-labelledby="guideline">
      <div className="page-head"><h1 id="guideline">Guideline</h1><span className="quiet">version {data.version}</span></div>
      <div className="split even">
        <div className="stack">
          <textarea className="code" aria-label="Guideline in Markdown" rows={24} value={text} onChange={(event) => setEdited(event.target.value)} />
          <ProblemNote problem={refused} />
          <div className="row"><button className="primary" disabled={text === data.markdown} onClick={keep}>Save</button></div>
        </div>
        <aside className="card preview" aria-label="Preview"><Markdown text={text} /></aside>
      </div>
    </section>
  )
}
