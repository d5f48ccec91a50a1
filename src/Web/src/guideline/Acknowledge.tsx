import { useState } from 'react'
import type { Problem } from '../api/api'
import { t } from '../i18n/texts'
import { ProblemNote } from '../ui/ProblemNote'
import { GuidelineText } from './GuidelineText'
import { useGuideline } from './useGuideline'

/** In place of a task: the curator asks that the guideline be read first. */
export default function Acknowledge({ project, onDone }: { project: string; onDone(): void }) {
  const it = useGuideline(project)
  const [refused, setRefused] = useState<Problem>()
  if (it.version === undefined) return <ProblemNote problem={it.problem} />

  async function acknowledge() {
    const reply = await it.acknowledge()
    if (!reply.ok) return setRefused(reply.problem)
    onDone()
  }

  return (
    <section className="acknowledge card" aria-labelledby="acknowledge">
      <header>
        <h2 id="acknowledge">{t.day.acknowledgeTitle}</h2>
        <p className="quiet">{t.day.acknowledgeRest(it.version)}</p>
      </header>
      <div className="acknowledge-text" tabIndex={0} role="region" aria-label={t.work.guideline}><GuidelineText project={project} it={it} /></div>
      <ProblemNote problem={refused} />
      <footer><button className="primary" autoFocus onClick={acknowledge}>{t.day.haveRead} <kbd>Enter</kbd></button></footer>
    </section>
  )
}
