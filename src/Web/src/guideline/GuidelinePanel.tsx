import { t } from '../i18n/texts'
import { ProblemNote } from '../ui/ProblemNote'
import { GuidelineText } from './GuidelineText'
import { useGuideline } from './useGuideline'

/** The guideline beside the task. */
export default function GuidelinePanel({ project, onClose }: { project: string; onClose(): void }) {
  const it = useGuideline(project)
  return (
    <aside className="guideline" aria-label={t.work.guideline} tabIndex={-1}>
      <header>
        <h2>{t.work.guideline} {it.version !== undefined && <span className="quiet small">{t.work.guidelineVersion(it.version)}</span>}</h2>
        <button className="plain close" aria-label={t.work.closeGuideline} onClick={onClose}>×</button>
      </header>
      <ProblemNote problem={it.problem} />
      {it.version !== undefined && (it.blocks.length > 0 ? <GuidelineText project={project} it={it} /> : <p className="quiet">{t.work.noGuideline}</p>)}
    </aside>
  )
}
