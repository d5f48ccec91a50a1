import { useParams } from 'react-router'
import { useGet } from '../api/useGet'
import { useMe } from '../app/services'
import { CanvasPlace } from '../canvas/CanvasPlace'
import { DrawDesk } from '../canvas/DrawDesk'
import type { Project } from '../projects/project'
import { canDraw, readSpec, wantsDrawing, type VersionedSpec } from '../specs/spec'
import { ProblemNote } from '../ui/ProblemNote'
import { LabelDesk } from './LabelDesk'
import { useOnlyTab } from './onlyTab'
import { t } from '../i18n/texts'

/** Where people label all day. */
export default function LabelPage() {
  const project = useParams().project!
  const me = useMe()
  const { data: document, problem } = useGet<Project>(`/projects/${project}`)
  const { data: spec, problem: noSpec } = useGet<VersionedSpec>(`/projects/${project}/spec`)
  const tab = useOnlyTab(`labelwise ${me.id} ${project}`)
  if (problem || noSpec) return <main className="page"><ProblemNote problem={problem ?? noSpec} /></main>
  if (!spec || !document || tab.state === 'asking') return <main className="desk" aria-busy="true" />

  const current = { version: spec.version, document: readSpec(spec.document) }
  const draws = wantsDrawing(current.document)
  if (draws && !canDraw(current.document))
    return <main className="desk"><CanvasPlace classes={current.document.classes.map((one) => one.name)} /></main>
  if (tab.state === 'elsewhere')
    return (
      <main className="desk">
        <div className="stage">
          <div className="calm">
            <h2>{t.work.otherTab}</h2>
            <p>{t.work.otherTabRest}</p>
            <button className="primary" onClick={tab.takeOver}>{t.work.workHere}</button>
          </div>
        </div>
      </main>
    )
  return draws ? <DrawDesk key={project} project={project} spec={current} /> : <LabelDesk key={project} project={project} spec={current} />
}
