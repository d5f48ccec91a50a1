import { useGet } from '../api/useGet'
import { Markdown } from '../ui/Markdown'
import type { Guideline } from './project'
import { t } from '../i18n/texts'

/** The guideline beside the task. */
export function GuidelinePanel({ project, onClose }: { project: string; onClose(): void }) {
  const { data } = useGet<Guideline>(`/projects/${project}/guideline`)
  return (
    <aside className="guideline" aria-label={t.work.guideline} tabIndex={-1}>
      <header>
        <h2>{t.work.guideline} {data && <span className="quiet small">{t.work.guidelineVersion(data.version)}</span>}</h2>
        <button className="plain close" aria-label={t.work.closeGuideline} onClick={onClose}>×</button>
      </header>
      {data && (data.markdown.trim() ? <Markdown text={data.markdown} /> : <p className="quiet">{t.work.noGuideline}</p>)}
    </aside>
  )
}
