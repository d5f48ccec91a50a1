import { lazy, Suspense, useSyncExternalStore } from 'react'
import { Link, useParams } from 'react-router'
import { useGet } from '../api/useGet'
import { useMe, useServices } from '../app/services'
import { AnnotatorTable } from '../quality/AnnotatorTable'
import { Certificate } from '../quality/Certificate'
import { ClassCounts } from '../quality/ClassCounts'
import { Counters } from '../quality/Counters'
import type { Progress } from '../quality/progress'
import { useLiveQuality } from '../quality/useLiveQuality'
import { ProblemNote } from '../ui/ProblemNote'
import { ProblemPage } from '../ui/ProblemPage'
import { may, type Project } from './project'
import { t } from '../i18n/texts'

const ThroughputChart = lazy(() => import('../quality/ThroughputChart'))

/** One page that says how the project stands, live. */
export default function OverviewPage() {
  const id = useParams().project!
  const me = useMe()
  const { live } = useServices()
  const { data: project, problem } = useGet<Project>(`/projects/${id}`)
  const { data: progress, problem: noProgress } = useGet<Progress>(`/projects/${id}/progress`)
  const connected = useSyncExternalStore(live.subscribe, () => live.connected)
  useLiveQuality(id)
  if (problem) return <ProblemPage problem={problem} />
  const empty = progress?.tasks === 0
  // Labels that hold objects have no class of the whole: noughts would say that nothing was labelled.
  const isDrawn = !!progress && progress.reviewed > 0 && !!progress.classes && progress.classes.every(({ count }) => count === 0)

  return (
    <main className="page">
      <div className="page-head">
        <h1>{project?.name ?? '\u00a0'}</h1>
        <span className={connected ? 'live on' : 'live'} role="status">{connected ? t.curate.live : t.curate.connecting}</span>
        <span className="bar-space" />
        {may(me, project, 'annotator') && !empty && <Link className="button primary" to={`/projects/${id}/label`}>{t.curate.startLabeling}</Link>}
      </div>
      <ProblemNote problem={noProgress} />
      {empty && <p className="empty">{t.curate.noTasks} {may(me, project, 'curator') && <Link to={`/projects/${id}/setup/import`}>{t.curate.importSamples}</Link>}</p>}
      <Counters progress={progress} />
      <div className="columns">
        <section className="card" aria-labelledby="pace">
          <h2 id="pace">{t.curate.pace}</h2>
          <Suspense fallback={<div className="chart" />}>
            <ThroughputChart minutes={progress?.throughput ?? []} hours={progress?.hours} />
          </Suspense>
        </section>
        <Certificate project={id} />
      </div>
      <div className="columns">
        <AnnotatorTable project={id} />
        {!isDrawn && <ClassCounts classes={progress && (progress.classes ?? null)} />}
      </div>
    </main>
  )
}
