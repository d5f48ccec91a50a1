import { Link } from 'react-router'
import type { Problem } from '../api/api'
import { t } from '../i18n/texts'
import { ProblemNote } from './ProblemNote'

/** Instead of a page whose project cannot be had: why, and where to go on. */
export function ProblemPage({ problem }: { problem: Problem | undefined | null }) {
  return (
    <main className="page">
      <h1>{t.app.noProject}</h1>
      <ProblemNote problem={problem} />
      <p><Link to="/">{t.app.allProjects}</Link></p>
    </main>
  )
}
