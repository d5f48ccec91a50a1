import { useState } from 'react'
import { useParams } from 'react-router'
import { useGet } from '../api/useGet'
import { useMe, useServices } from '../app/services'
import { t } from '../i18n/texts'
import type { Job } from '../jobs/job'
import { JobProgress } from '../jobs/JobProgress'
import { may, type Project } from '../projects/project'
import { ProblemPage } from '../ui/ProblemPage'
import { BroughtSection } from './BroughtSection'
import { Candidates } from './Candidates'
import { ComparisonSection } from './ComparisonSection'
import { sayModel, type EvaluationItem, type Exam, type Model } from './evaluation'
import { ExamPicker, examOf, type SealedVersion } from './ExamPicker'
import { LearningSection } from './LearningSection'
import { MeasuredSection } from './MeasuredSection'
import { NewModel } from './NewModel'
import { OnlineSection } from './OnlineSection'
import { PullSection } from './PullSection'
import { WorstErrors } from './WorstErrors'
import '../quality/confusion.css'
import '../versions/versions.css'
import './bench.css'

/** Where candidates stand side by side: how good each is on the same samples, where it is wrong, and what more labels would buy. */
export default function BenchPage() {
  const project = useParams().project!
  const me = useMe()
  const { queries } = useServices()
  const say = t.bench
  const { data: whole } = useGet<Project>(`/projects/${project}`)
  const models = useGet<{ items: Model[] }>(`/models?project=${project}`)
  const versions = useGet<{ items: SealedVersion[] }>(`/projects/${project}/versions`)
  const evaluations = useGet<{ items: EvaluationItem[] }>(`/projects/${project}/evaluations`)
  const jobs = useGet<{ items: Job[] }>(`/projects/${project}/jobs`)
  const [wanted, setWanted] = useState<Exam>()
  const [picked, setPicked] = useState<readonly string[]>()
  const [measuring, setMeasuring] = useState<readonly string[]>([])
  const [errorFilter, setErrorFilter] = useState<{ class?: string; said?: string }>({})
  const exam = wanted ?? examOf(versions.data?.items, evaluations.data?.items)
  const measured = (evaluations.data?.items ?? []).filter((one) => one.version === exam?.version && (one.split ?? '') === exam?.split)
  // Until somebody picks, the two best are looked at: the better one after the other.
  const shown = (picked ?? [...measured].sort((a, b) => a.value - b.value).slice(-2).map((one) => one.id)).map((id) => measured.find((one) => one.id === id)).filter((one) => one !== undefined)
  const looked = shown.at(-1)
  const mayMeasure = may(me, whole, 'modeler')
  const problem = models.problem ?? versions.problem ?? evaluations.problem
  if (problem) return <ProblemPage problem={problem} />

  const began = (evaluation: string) => setMeasuring((before) => [...before, evaluation])

  function ended({ id, state, errors }: Job) {
    // What went wrong stays in sight.
    if (state === 'succeeded' && !errors?.length) setMeasuring((before) => before.filter((one) => one !== id))
    evaluations.reload()
    jobs.reload()
    void queries.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith(`/projects/${project}/learning-curve`) })
  }

  return (
    <main className="page bench">
      <div className="page-head"><h1>{say.title}</h1><span className="bar-space" />
        <ExamPicker versions={versions.data?.items} project={project} exam={exam} onChange={(next) => { setWanted(next); setPicked(undefined); setErrorFilter({}) }} />
      </div>
      <Candidates
        project={project} exam={exam} models={models.data?.items} versions={versions.data?.items} evaluations={measured} mayMeasure={mayMeasure} shown={shown.map((one) => one.id)} jobs={jobs.data?.items}
        onPick={(ids) => { setPicked(ids); setErrorFilter({}) }} onStarted={jobs.reload} measuring={measuring} onMeasuring={began} onEnded={ended}
      />
      {looked && (
        <>
          {shown.length === 2 && <ComparisonSection first={shown[0]!} second={shown[1]!} />}
          <MeasuredSection id={looked.id} onErrors={setErrorFilter} />
          <WorstErrors project={project} evaluation={looked} filter={errorFilter} onFilter={setErrorFilter} />
        </>
      )}
      <div className="columns even">
        <LearningSection project={project} />
        <div className="stack"><OnlineSection project={project} models={models.data?.items} /><Runs jobs={jobs.data?.items} models={models.data?.items} /></div>
      </div>
      <PullSection project={project} versions={versions.data?.items} />
      {mayMeasure && exam && <BroughtSection project={project} exam={exam} onStarted={began} />}
      {mayMeasure && <NewModel onRegistered={models.reload} />}
    </main>
  )
}

/** More runs than these are history. */
const runsShown = 3

/** Models at work on the project's samples. */
function Runs({ jobs, models }: { jobs: Job[] | undefined; models: Model[] | undefined }) {
  const runs = (jobs ?? []).filter((job) => job.kind === 'prediction').slice(0, runsShown)
  return (
    <section className="card" aria-labelledby="runs">
      <h2 id="runs">{t.bench.runs}</h2>
      {runs.length === 0 && <p className="quiet">{t.bench.noRuns}</p>}
      <div className="stack">{runs.map((job) => <JobProgress key={job.id} id={job.id} title={job.model ? sayModel(models, job.model) : t.bench.run} />)}</div>
    </section>
  )
}
