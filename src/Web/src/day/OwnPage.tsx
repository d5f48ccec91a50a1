import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useGet } from '../api/useGet'
import { useMe } from '../app/services'
import { MissedSection } from '../gold/MissedSection'
import { t } from '../i18n/texts'
import type { Standing } from '../practice/practice'
import { ClassRights } from '../quality/ClassRights'
import { ContestDialog } from '../quality/ContestDialog'
import { OwnDisputes } from '../quality/DisputeTable'
import { Flags } from '../quality/Flags'
import { besidePeers, Changes } from '../quality/PersonSections'
import '../quality/quality.css'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment, sayNumber, saySeconds, sayShare } from '../ui/say'
import './day.css'
import { ObjectErrors } from './ErrorPictures'
import { acceptedRate, quickening, type OwnStanding } from './own'
import { Errors, Pace } from './Standing'
import { useOwnStanding } from './useOwnStanding'

/** How one's own work stands: what was accepted, how fast it goes beside one's own beginning, and what one mixes up. */
export default function OwnPage() {
  const project = useParams().project!
  const me = useMe()
  const { data, problem, reload } = useOwnStanding(project, me.id)
  const [contested, setContested] = useState<string>()
  // A server that does not tell yet is no fault of anybody.
  const none = problem?.status === 404 || (data && data.annotator.submitted === 0)

  return (
    <main className="page day">
      <div className="page-head"><h1>{t.day.own}</h1>{data?.asOf && <span className="quiet small">{t.day.asOf(sayMoment(data.asOf))}</span>}</div>
      <Practised project={project} />
      <MissedSection project={project} />
      <OwnDisputes project={project} />
      {none ? <p className="empty">{t.day.noStanding}</p> : <ProblemNote problem={problem} />}
      {data && !none && (
        <>
          <Figures of={data} />
          {!!data.annotator.flags?.length && (
            <section className="card" aria-labelledby="own-flags">
              <h2 id="own-flags">{t.vendor.own}</h2>
              <Flags project={project} whose={{ user: me.id, name: me.name ?? me.email, flags: data.annotator.flags }} role="self" onSaid={reload} />
            </section>
          )}
          <Changes changes={data.changes ?? []} />
          <Pace periods={data.overTime ?? []} title={t.day.paceOverTime} />
          <p className="quiet small">{t.day.timeRule}</p>
          <ClassRights of={data.annotator} fitted={data.fitted} />
          <ObjectErrors errors={data.objects ?? []} title={t.day.drawnOtherwise} onContest={setContested} />
          {(data.confusions?.length || !data.objects?.length) ? <Errors confusions={data.confusions ?? []} title={t.day.typicalErrors} said={t.day.youSaid} onContest={setContested} /> : null}
        </>
      )}
      {contested && <ContestDialog project={project} task={contested} onClose={() => setContested(undefined)} />}
    </main>
  )
}

/** The introduction: how it went, and the way back to it. */
function Practised({ project }: { project: string }) {
  const { data } = useGet<Standing>(`/projects/${project}/practice/standing`)
  return (
    <section className="card row" aria-label={t.practice.score}>
      <h2 className="own-title">{t.practice.score}</h2>
      {data && data.done > 0 && <span><b className="tabular">{data.score === undefined ? '–' : sayShare(data.score)}</b> <span className="quiet">{t.practice.ofTasks(data.done, data.of)}</span></span>}
      <span className="bar-space" />
      <Link to={`/projects/${project}/practice`}>{t.practice.link}</Link>
    </section>
  )
}

function Figures({ of: { annotator, overTime } }: { of: OwnStanding }) {
  const [rate, quicker] = [acceptedRate(annotator), quickening(overTime)]
  return (
    <dl className="own-figures card">
      <div><dt>{t.day.submitted}</dt><dd>{sayNumber(annotator.submitted)}</dd></div>
      <div><dt>{t.day.acceptedRate}</dt><dd>{rate === undefined ? '–' : sayShare(rate)}</dd><dd className="quiet small">{t.day.ofReviewed((annotator.accepted ?? 0) + (annotator.rejected ?? 0))}</dd></div>
      <div><dt>{t.day.agreed}</dt><dd>{annotator.consensus ? sayShare(annotator.consensus.value) : '–'}</dd>{annotator.consensus && <dd className="quiet small">{t.day.between(sayShare(annotator.consensus.interval[0]), sayShare(annotator.consensus.interval[1]))}</dd>}</div>
      <div><dt>{t.day.perTask}</dt><dd title={t.day.timeRule}>{annotator.medianActiveMs === undefined ? '–' : saySeconds(annotator.medianActiveMs / 1000)}</dd>{quicker !== undefined && <dd className="quiet small">{quicker >= 0 ? t.day.quicker(sayShare(quicker)) : t.day.slower(sayShare(-quicker))}</dd>}{besidePeers(annotator) && <dd className="quiet small">{besidePeers(annotator)}</dd>}</div>
    </dl>
  )
}
