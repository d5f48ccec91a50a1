import { useState } from 'react'
import { Link } from 'react-router'
import { useGet } from '../api/useGet'
import { useMe } from '../app/services'
import { ProblemNote } from '../ui/ProblemNote'
import { sayNumber, sayShare } from '../ui/say'
import { NewProject } from './NewProject'
import { may, type Project } from './project'
import { t } from '../i18n/texts'

export function ProjectsPage() {
  const me = useMe()
  const { data, problem } = useGet<{ items: Project[] } | Project[]>('/projects')
  const [making, setMaking] = useState(false)
  const projects = Array.isArray(data) ? data : data?.items

  return (
    <main className="page">
      <div className="page-head">
        <h1>{t.app.projects}</h1>
        <span className="bar-space" />
        {me.admin && <button className="primary" onClick={() => setMaking(true)}>{t.app.newProject}</button>}
      </div>
      <ProblemNote problem={problem} />
      {projects?.length === 0 && <p className="empty">{me.admin ? t.app.noProjectYet : t.app.noMembership}</p>}
      <ul className="project-list">
        {projects?.map((project) => (
          <li key={project.id} className="card">
            <div>
              <Link className="project-name" to={`/projects/${project.id}`}>{project.name}</Link>
              <p className="quiet">
                {[project.tasks !== undefined && t.app.tasks(project.tasks, sayNumber(project.tasks)), sayDone(project), project.roles?.map((role) => t.app.roles[role]).join(', ')].filter(Boolean).join(' · ')}
              </p>
            </div>
            {may(me, project, 'annotator') && <Link className="button" to={`/projects/${project.id}/label`} aria-label={t.app.labelIn(project.name)}>{t.app.label}</Link>}
          </li>
        ))}
      </ul>
      {making && <NewProject onClose={() => setMaking(false)} />}
    </main>
  )
}

function sayDone({ tasks, reviewed }: Project) {
  return !!tasks && reviewed !== undefined && t.app.reviewed(sayShare(reviewed / tasks))
}
