import { Navigate, NavLink, useParams } from 'react-router'
import { useGet } from '../api/useGet'
import { useMe } from '../app/services'
import { ActivitySection } from '../activity/ActivitySection'
import { GoldSection } from '../gold/GoldSection'
import { ImportSection } from '../jobs/ImportSection'
import { OrderSection } from '../orders/OrderSection'
import { AutoAcceptSection } from '../quality/AutoAcceptSection'
import { PracticeSection } from '../practice/PracticeSection'
import { QuestionsInbox } from '../questions/QuestionsInbox'
import { SpecSection } from '../specs/SpecSection'
import { ProblemPage } from '../ui/ProblemPage'
import { VersionSection } from '../versions/VersionSection'
import { GuidelineSection } from './GuidelineSection'
import { MemberSection } from './MemberSection'
import { PipelineSection } from './PipelineSection'
import { may, type Project } from './project'
import type { Role } from '../sessions/session'
import { t } from '../i18n/texts'

const sections: { id: keyof typeof t.curate.sections; roles: Role[]; View: (props: { project: string }) => React.ReactNode }[] = [
  { id: 'spec', roles: ['curator'], View: SpecSection },
  { id: 'guideline', roles: ['curator'], View: GuidelineSection },
  { id: 'pipeline', roles: ['curator'], View: PipelineSection },
  { id: 'practice', roles: ['curator'], View: PracticeSection },
  { id: 'gold', roles: ['curator'], View: GoldSection },
  { id: 'questions', roles: ['curator', 'reviewer'], View: QuestionsInbox },
  { id: 'orders', roles: ['curator'], View: OrderSection },
  { id: 'members', roles: ['curator'], View: MemberSection },
  { id: 'import', roles: ['curator'], View: ImportSection },
  { id: 'auto-accept', roles: ['curator', 'modeler'], View: AutoAcceptSection },
  { id: 'versions', roles: ['curator', 'modeler'], View: VersionSection },
  { id: 'activity', roles: ['curator'], View: ActivitySection },
]

/** Everything that makes a project what it is. */
export default function SetupPage() {
  const { project: id, section } = useParams()
  const me = useMe()
  const { data: project, problem } = useGet<Project>(`/projects/${id}`)
  if (problem) return <ProblemPage problem={problem} />
  // They have a page of their own; old links find it.
  if (section === 'models') return <Navigate replace to={`/projects/${id}/models`} />
  if (!project) return <main className="page" aria-busy="true" />
  const open = sections.filter((one) => may(me, project, ...one.roles))
  const chosen = open.find((one) => one.id === section) ?? open[0]

  return (
    <main className="page setup">
      <nav className="side" aria-label={t.curate.setUp}>
        {open.map(({ id: to }) => (
          <NavLink key={to} to={`/projects/${id}/setup/${to}`} className={to === chosen?.id ? 'active' : undefined}>{t.curate.sections[to]}</NavLink>
        ))}
      </nav>
      <div className="setup-body">
        {chosen ? <chosen.View key={`${id} ${chosen.id}`} project={id!} /> : <p className="empty">{t.curate.nothingForRole}</p>}
      </div>
    </main>
  )
}
