import { useState } from 'react'
import { useParams } from 'react-router'
import type { Problem } from '../api/api'
import { t } from '../i18n/texts'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import { GuidelineText } from './GuidelineText'
import { hasToRead, useGuideline } from './useGuideline'

/** The guideline on a page of its own, to read before the work. */
export default function GuidelinePage() {
  const project = useParams().project!
  const it = useGuideline(project)
  const [refused, setRefused] = useState<Problem>()
  const [done, setDone] = useState(false)

  async function acknowledge() {
    const reply = await it.acknowledge()
    setRefused(reply.ok ? undefined : reply.problem)
    if (!reply.ok) return
    setDone(true)
    toast(t.day.haveRead)
  }

  return (
    <main className="page narrow">
      <div className="page-head"><h1>{t.day.guideline}</h1>{it.version !== undefined && <span className="quiet">{t.work.guidelineVersion(it.version)}</span>}</div>
      <ProblemNote problem={it.problem ?? refused} />
      {it.version !== undefined && (
        <div className="card">{it.blocks.length > 0 ? <GuidelineText project={project} it={it} /> : <p className="quiet">{t.work.noGuideline}</p>}</div>
      )}
      {it.reading && hasToRead(it.reading) && !done && <div className="row"><button className="primary" onClick={acknowledge}>{t.day.haveRead}</button></div>}
    </main>
  )
}
