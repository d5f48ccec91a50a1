import { useEffect } from 'react'
import { useParams } from 'react-router'
import { useGet } from '../api/useGet'
import { useMe, useServices } from '../app/services'
import { CanvasPlace } from '../canvas/CanvasPlace'
import { DrawDesk } from '../canvas/DrawDesk'
import { Offer } from '../practice/Offer'
import type { Standing } from '../practice/practice'
import type { Project } from '../projects/project'
import { canDraw, readSpec, wantsDrawing, type DataSpec, type VersionedSpec } from '../specs/spec'
import { ProblemPage } from '../ui/ProblemPage'
import { LabelDesk } from './LabelDesk'
import { useOnlyTab } from './onlyTab'
import { useWorkbench } from './useWorkbench'
import { t } from '../i18n/texts'

/** Where people label all day. */
export default function LabelPage() {
  const project = useParams().project!
  const me = useMe()
  const { data: document, problem } = useGet<Project>(`/projects/${project}`)
  const { data: spec, problem: noSpec } = useGet<VersionedSpec>(`/projects/${project}/spec`)
  const practice = useGet<Standing>(`/projects/${project}/practice/standing`)
  const tab = useOnlyTab(`labelwise ${me.id} ${project}`)
  if (problem || noSpec) return <ProblemPage problem={problem ?? noSpec} />
  if (!spec || !document || !(practice.data || practice.problem) || tab.state === 'asking') return <main className="desk" aria-busy="true" />

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
  return <AtWork key={project} project={project} spec={current} practice={practice.data} />
}

/** The desk that goes with the spec, and the tasks of the project on it. */
function AtWork({ project, spec, practice }: { project: string; spec: { version: number; document: DataSpec }; practice: Standing | undefined }) {
  const at = useWorkbench(project)
  const { queries } = useServices()
  // That the spec has changed is first seen on a task that was handed out under the new one.
  const latest = Math.max(0, ...at.work.held.map((held) => held.task.specVersion))
  useEffect(() => {
    if (latest > spec.version) void queries.invalidateQueries({ queryKey: [`/projects/${project}/spec`] })
  }, [queries, project, latest, spec.version])
  // Who is at work already, or has something to mend, needs no introduction first.
  const isNew = at.work.done.length === 0 && !at.work.held[0]?.task.returned
  const lead = practice && !practice.introduced && isNew ? <Offer project={project} of={practice.of} /> : undefined
  return wantsDrawing(spec.document) ? <DrawDesk project={project} spec={spec} at={at} lead={lead} /> : <LabelDesk project={project} spec={spec} at={at} lead={lead} />
}
