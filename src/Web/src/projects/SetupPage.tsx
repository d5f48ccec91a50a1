import { NavLink, useParams } from 'react-router'
import { useGet } from '../api/useGet'
import { useMe } from '../app/services'
import { ImportSection } from '../jobs/ImportSection'
import { ModelSection } from '../models/ModelSection'
import { AutoAcceptSection } from '../quality/AutoAcceptSection'
import { SpecSection } from '../specs/SpecSection'
import { ProblemNote } from '../ui/ProblemNote'
import { VersionSection } from '../versions/VersionSection'
import { GuidelineSection } from './GuidelineSection'
import { MemberSection } from './MemberSection'
import { PipelineSection } from './PipelineSection'
import { may, type Project } from './project'
import type { Role } from '../sessions/session'

const sections: { id: string; title: string; roles: Role[]; View: (props: { project: string }) => React.ReactNode }[] = [
  { id: 'spec', title: 'Spec', roles: ['curator'], View: SpecSection },
  { id: 'guideline', title: 'Guideline', roles: ['curator'], View: GuidelineSection },
  { id: 'pipeline', title: 'Pipeline', roles: ['curator'], View: PipelineSection },
  { id: 'members', title: 'Members', roles: ['curator'], View: MemberSection },
  { id: 'import', title: 'Import', roles: ['curator'], View: ImportSection },
  { id: 'models', title: 'Models', roles: ['curator', 'modeler'], View: ModelSection },
  { id: 'auto-accept', title: 'Auto-accept', roles: ['curator', 'modeler'], View: AutoAcceptSection },
  { id: 'versions', title: 'Versions', roles: ['curator', 'modeler'], View: VersionSection },
]

/** Everything that makes a project what it is. */
export default function SetupPage() {
  const { project: id, section } = useParams()
  const me = useMe()
  const { data: project, problem } = useGet<Project>(`/projects/${id}`)
  if (problem) return <main className="page"><ProblemNote problem={problem} /></main>
  if (!project) return <main className="page" aria-busy="true" />
  const open = sections.filter((one) => may(me, project, ...one.roles))
  const chosen = open.find((one) => one.id === section) ?? open[0]

  return (
    <main className="page setup">
      <nav className="side" aria-label="Set up">
        {open.map(({ id: to, title }) => (
          <NavLink key={to} to={`/projects/${id}/setup/${to}`} className={to === chosen?.id ? 'active' : undefined}>{title}</NavLink>
        ))}
      </nav>
      <div className="setup-body">
        {chosen ? <chosen.View key={`${id} ${chosen.id}`} project={id!} /> : <p className="empty">There is nothing here for your role.</p>}
      </div>
    </main>
  )
}
