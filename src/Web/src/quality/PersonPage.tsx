import { Link, useParams } from 'react-router'
import { useGet } from '../api/useGet'
import { useMe } from '../app/services'
import { ObjectErrors } from '../day/ErrorPictures'
import type { OwnStanding } from '../day/own'
import { Errors, Pace } from '../day/Standing'
import { useOwnStanding } from '../day/useOwnStanding'
import '../day/day.css'
import { few, type Share } from '../gold/gold'
import { t } from '../i18n/texts'
import { may, type Project } from '../projects/project'
import { ProblemPage } from '../ui/ProblemPage'
import { sayFixed, sayMoment, sayNumber, saySeconds, sayShare, sayTenths } from '../ui/say'
import { tasksAt } from '../work/filter'
import { ClassRights } from './ClassRights'
import { Flags } from './Flags'
import { besidePeers, Changes } from './PersonSections'
import type { Annotator } from './progress'
import './quality.css'

/** One person's work in a project, for curators and for whoever sees to their vendor. */
export default function PersonPage() {
  const { project, user } = useParams() as { project: string; user: string }
  const me = useMe()
  const { data: about } = useGet<Project>(`/projects/${project}`)
  const { data, problem, reload } = useOwnStanding(project, user)
  if (problem) return <ProblemPage problem={problem} />
  if (!data) return <main className="page day" aria-busy="true" />
  const curates = may(me, about, 'curator')
  const person = data.annotator as OwnStanding['annotator'] & Annotator
  return (
    <main className="page day">
      <div className="page-head">
        <h1>{person.name}</h1>
        {data.asOf && <span className="quiet small">{t.day.asOf(sayMoment(data.asOf))}</span>}
        <span className="bar-space" />
        <Link to={`/projects/${project}/${curates ? 'quality' : 'vendor'}`}>{curates ? t.person.back : t.vendor.title}</Link>
      </div>
      {person.submitted === 0 ? <p className="empty">{t.person.nothing}</p> : (
        <>
          <Figures project={project} of={person} linked={curates} />
          {!!person.flags?.length && (
            <section className="card row" aria-label={t.curate.people.flags}>
              <Flags project={project} whose={person} role={user === me.id ? 'self' : curates ? 'curator' : 'manager'} onSaid={reload} />
            </section>
          )}
          <Changes changes={data.changes ?? []} />
          <ClassRights of={person} fitted={data.fitted} />
          <Pace periods={data.overTime ?? []} title={t.person.paceOverTime} />
          <ObjectErrors errors={data.objects ?? []} title={t.person.drawnOtherwise} />
          {(data.confusions?.length || !data.objects?.length) ? <Errors confusions={data.confusions ?? []} title={t.person.mixesUp} said={t.person.theySaid} /> : null}
        </>
      )}
    </main>
  )
}

/** @param linked Whether whoever looks may see the tasks themselves. */
function Figures({ project, of: one, linked }: { project: string; of: OwnStanding['annotator'] & Annotator & { reviews?: Annotator['gold']; characterErrorRate?: number | null }; linked: boolean }) {
  const say = t.person
  const [low, high] = one.accuracyInterval ?? [0, 1]
  const time = one.medianActiveMs ?? one.meanActiveMs
  return (
    <dl className="own-figures card">
      <div><dt>{say.submitted}</dt><dd>{linked ? <Link to={tasksAt(project, { annotator: one.user })}>{sayNumber(one.submitted)}</Link> : sayNumber(one.submitted)}</dd></div>
      <div title={say.accuracyMeans}><dt>{say.accuracy}</dt><dd>{one.judged && one.accuracy !== undefined ? sayShare(one.accuracy) : '–'}</dd><dd className="quiet small">{one.judged ? t.day.between(sayShare(low), sayShare(high)) : one.shapes?.matched ? t.curate.people.drawsOnly : t.curate.people.unjudged}</dd></div>
      {one.consensus && <div title={say.othersMeans}><dt>{say.others}</dt><Told share={one.consensus} /></div>}
      {one.gold && <div><dt>{say.known}</dt><Told share={one.gold} /></div>}
      {one.selfConsistency && <div title={say.selfMeans}><dt>{say.self}</dt><Told share={one.selfConsistency} /></div>}
      {one.reviews && <div><dt>{say.reviewed}</dt><Told share={one.reviews} /></div>}
      {one.shapes && <div title={t.curate.people.drawnMeans}><dt>{t.curate.people.drawn.sameObjects}</dt><dd>{typeof one.shapes.sameObjects === 'number' ? sayShare(one.shapes.sameObjects) : '–'}</dd>{typeof one.shapes.meanIou === 'number' && <dd className="quiet small">{t.curate.people.drawn.meanIou} {sayFixed(one.shapes.meanIou, 2)}</dd>}</div>}
      {typeof one.characterErrorRate === 'number' && <div title={say.errorMeans}><dt>{say.error}</dt><dd>{sayShare(one.characterErrorRate)}</dd></div>}
      <div title={t.day.timeRule}><dt>{say.time}</dt><dd>{time ? (time < 10_000 ? sayTenths(time / 1000) : saySeconds(time / 1000)) : '–'}</dd>{besidePeers(one) && <dd className="quiet small">{besidePeers(one)}</dd>}</div>
    </dl>
  )
}

/** A share, where it may truly lie, and of how many it was seen. */
function Told({ share: { value, interval: [low, high], of } }: { share: Share }) {
  return <><dd>{sayShare(value)}</dd><dd className="quiet small">{t.gold.outOf(sayShare(value), sayNumber(Math.round(of)), sayShare(low), sayShare(high))}{of < few && ` · ${t.gold.few}`}</dd></>
}
