import { useGet } from '../api/useGet'
import { Markdown } from '../ui/Markdown'
import type { Guideline } from './project'

/** The guideline beside the task. */
export function GuidelinePanel({ project, onClose }: { project: string; onClose(): void }) {
  const { data } = useGet<Guideline>(`/projects/${project}/guideline`)
  return (
    <aside className="guideline" aria-label="Guideline" tabIndex={-1}>
      <header>
        <h2>Guideline {data && <span className="quiet small">version {data.version}</span>}</h2>
        <button className="plain close" aria-label="Close the guideline" onClick={onClose}>×</button>
      </header>
      {data && (data.markdown.trim() ? <Markdown text={data.markdown} /> : <p className="quiet">The curator has not written one yet.</p>)}
    </aside>
  )
}
