import { lazy } from 'react'
import { useMe } from '../app/services'
import { ProjectsPage } from '../projects/ProjectsPage'

const QueuePage = lazy(() => import('./QueuePage'))

/** Whoever only labels comes to their work; whoever runs projects, to the projects. */
export function Home() {
  const { admin, projects = [] } = useMe()
  const roles = projects.flatMap((one) => one.roles ?? [])
  return !admin && roles.includes('annotator') && !roles.includes('curator') && !roles.includes('modeler') ? <QueuePage /> : <ProjectsPage />
}
