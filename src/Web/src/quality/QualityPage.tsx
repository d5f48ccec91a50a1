import { lazy, Suspense, useSyncExternalStore } from 'react'
import { useParams } from 'react-router'
import { useGet } from '../api/useGet'
import { useMe, useServices } from '../app/services'
import { t } from '../i18n/texts'
import { CostSection } from '../orders/CostSection'
import { may, type Project } from '../projects/project'
import { ProblemPage } from '../ui/ProblemPage'
import { sayMoment } from '../ui/say'
import { AgreementSection } from './AgreementSection'
import { AnnotatorTable } from './AnnotatorTable'
import { CalibrationSection } from './CalibrationSection'
import { Certificate } from './Certificate'
import { ConsensusSection } from './ConsensusSection'
import { ContestedFlags } from './ContestedFlags'
import { ConfusionSection } from './ConfusionSection'
import { Counters } from './Counters'
import { DisputeInbox } from './DisputeTable'
import { HistogramSection } from './HistogramSection'
import type { Confusions } from './confusion'
import type { Annotator, Progress } from './progress'
import { ReportLinks } from './ReportLinks'
import { SuspiciousSection } from './SuspiciousSection'
import { useLiveQuality } from './useLiveQuality'
import './confusion.css'

const ThroughputChart = lazy(() => import('./ThroughputChart'))

/** What is off, and who: for those who answer for the labels. */
export default function QualityPage() {
  const project = useParams().project!
  const { live } = useServices()
  const me = useMe()
  const { data: about } = useGet<Project>(`/projects/${project}`)
  const { data: progress, problem } = useGet<Progress>(`/projects/${project}/progress`)
  const connected = useSyncExternalStore(live.subscribe, () => live.connected)
  useLiveQuality(project)
  // What is read first comes at once, so that nothing moves down under somebody's eyes.
  const [confusions, people] = [useGet<Confusions>(`/projects/${project}/confusions`), useGet<{ items: Annotator[] }>(`/projects/${project}/annotators`)]
  const isThere = [confusions, people].every(({ data, problem: why }) => data !== undefined || why !== undefined)
  const refused = problem ?? [confusions, people].map((one) => one.problem).find((one) => one?.status === 403)
  if (refused) return <ProblemPage problem={refused} />
  if (!progress || !isThere) return <main className="page quality" aria-busy="true" />
  const seconds = progress.secondsLeft
  return (
    <main className="page quality">
      <div className="page-head">
        <h1>{t.curate.quality}</h1>
        <span className={connected ? 'live on' : 'live'} role="status">{connected ? t.curate.live : t.curate.connecting}</span>
        <span className="bar-space" />
        <ReportLinks of={`/projects/${project}`} />
        <span className="quiet tabular">{progress.tasks > 0 && (progress.reviewed === progress.tasks ? t.curate.allDone : seconds ? (progress.paceDays ? t.curate.doneByDays(sayMoment(new Date(Date.now() + seconds * 1000).toISOString()), progress.paceDays) : t.curate.doneBy(sayMoment(new Date(Date.now() + seconds * 1000).toISOString()))) : t.curate.noPace)}</span>
      </div>
      <Counters progress={progress} />
      <ConfusionSection project={project} />
      <AnnotatorTable project={project} />
      {may(me, about, 'curator') && <ContestedFlags project={project} />}
      {may(me, about, 'curator') && <DisputeInbox project={project} />}
      <div className="columns even">
        <Certificate project={project} />
        <HistogramSection project={project} />
      </div>
      <div className="columns even">
        <AgreementSection project={project} />
        {may(me, about, 'curator') && <CostSection project={project} />}
      </div>
      <CalibrationSection project={project} />
      <ConsensusSection project={project} />
      <section className="card" aria-labelledby="pace"><h2 id="pace">{t.curate.pace}</h2>
        <Suspense fallback={<div className="chart" />}><ThroughputChart minutes={progress.throughput ?? []} hours={progress.hours} /></Suspense>
      </section>
      <SuspiciousSection project={project} />
    </main>
  )
}
