import { Link } from 'react-router'
import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { Interval } from '../models/measures'
import '../models/bench.css'
import { sayFixed, sayMoment, sayNumber, sayShare } from '../ui/say'
import { tasksAt } from '../work/filter'

interface Chance { value: number; interval: [number, number] }
interface Consensus {
  at?: string | null
  tasks: number
  /** Those that are weighed: classes of whole samples. */
  answers: number
  /** All of them, drawn ones too. */
  opinions?: number
  sameClass?: number | null
  refined: number
  together?: number | null
  /** As how many that err each by themselves three answers weigh. */
  threeWeigh?: number | null
  people: { user: string; name: string; answers: number; accuracy: Chance }[]
  models: { model: string; version: number; answers: number; accuracy: Chance }[]
}

/** A label less sure than this is called doubtful. */
const doubtful = '0.8'
const renewEveryMs = 60_000

/** What all opinions of the project, people's and models', amount to when they are weighed together. */
export function ConsensusSection({ project }: { project: string }) {
  const say = t.curate.consensus
  const { data } = useGet<Consensus>(`/projects/${project}/consensus`, renewEveryMs)
  const drawn = data !== undefined && data.answers === 0 && (data.opinions ?? 0) > 0
  const counts = !!data?.at || drawn
  const settled = useGet<{ count: number }>(counts ? `/projects/${project}/tasks/count?state=REVIEWED` : null, renewEveryMs)
  const doubted = useGet<{ count: number }>(counts ? `/projects/${project}/tasks/count?state=SUBMITTED&maxConfidence=${doubtful}` : null, renewEveryMs)
  if (!data) return null
  const voices = [...data.people.map((one) => ({ key: one.user, ...one })), ...data.models.map((one) => ({ ...one, key: `${one.model} ${one.version}`, name: `${one.model} v${one.version}` }))]
  return (
    <section className="card stack whole-consensus" aria-labelledby="consensus">
      <div className="row"><h2 id="consensus">{say.title}</h2>{data.at && !drawn && <span className="quiet small">{say.at(sayMoment(data.at))}</span>}</div>
      {!counts ? <p className="quiet">{say.none}</p> : (
        <>
          <dl className="facts">
            {drawn ? <div><dt>{say.given}</dt><dd>{sayNumber(data.opinions!)}</dd></div> : <div><dt>{say.weighed}</dt><dd>{say.answers(sayNumber(data.answers), sayNumber(data.tasks))}</dd></div>}
            <div><dt>{say.settled}</dt><dd><Link to={tasksAt(project, { state: 'REVIEWED' })}>{sayNumber(settled.data?.count ?? 0)}</Link></dd></div>
            <div><dt>{say.doubtful(sayShare(Number(doubtful)))}</dt><dd><Link to={tasksAt(project, { state: 'SUBMITTED', maxConfidence: doubtful })}>{sayNumber(doubted.data?.count ?? 0)}</Link></dd></div>
            {!drawn && typeof data.sameClass === 'number' && <div><dt>{say.sameClass}</dt><dd>{sayShare(data.sameClass)}</dd></div>}
            {!drawn && <div><dt>{say.refined}</dt><dd>{sayNumber(data.refined)}</dd></div>}
            {!drawn && !!data.together && typeof data.threeWeigh === 'number' && <div><dt>{say.together}</dt><dd>{say.weighs(sayFixed(data.threeWeigh, 1))}</dd></div>}
          </dl>
          {drawn ? <p className="quiet">{say.drawn}</p> : <div className="scroll" tabIndex={0} role="group" aria-label={say.title}>
            <table>
              <thead><tr><th scope="col">{say.who}</th><th scope="col" className="number">{say.judged}</th><th scope="col">{say.accuracy}</th></tr></thead>
              <tbody>
                {voices.map((one) => (
                  <tr key={one.key}><th scope="row">{one.name}</th><td className="number">{sayNumber(one.answers)}</td><td><Interval value={one.accuracy.value} low={one.accuracy.interval[0]} high={one.accuracy.interval[1]} /></td></tr>
                ))}
              </tbody>
            </table>
          </div>}
        </>
      )}
    </section>
  )
}
