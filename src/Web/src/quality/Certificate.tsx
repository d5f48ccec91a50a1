import { useGet } from '../api/useGet'
import { sayNumber, sayShare } from '../ui/say'
import type { Confidence, Judged, Threshold } from './progress'
import { t } from '../i18n/texts'

/** Whether the model may decide by itself, and on what evidence. */
export function Certificate({ project }: { project: string }) {
  const { data } = useGet<Confidence>(`/projects/${project}/confidence`)
  const auto = data?.autoAccept
  const set = data?.set
  return (
    <section className={auto && auto.state !== 'off' ? 'card certificate at-work' : 'card certificate'} aria-labelledby="certificate">
      <h2 id="certificate">{t.curate.certificate.title}</h2>
      <p className="certificate-words">
        <span className={`state ${auto?.state ?? 'off'}`}>{auto ? t.curate.certificate.states[auto.state] ?? auto.state : '–'}</span>
        <span>{auto ? t.refusals.certificates[auto.state]?.(auto) ?? auto.message : '\u00a0'}</span>
      </p>
      {auto && auto.state !== 'off' && auto.state !== 'certified' && auto.maxError !== undefined && (
        <p className="quiet">
          {t.curate.certificate.rule(sayShare(auto.maxError), sayShare(auto.confidence ?? 0.95))}
        </p>
      )}
      {auto?.pooled && auto.state !== 'off' && <Evidence of={auto.pooled} goal={(auto.state === 'collecting' && auto.nextLook) || auto.pooled.needed || 0} />}
      {set?.expectedAccuracy !== undefined && set.expectedAccuracy !== null && (
        <p>
          {t.curate.certificate.set} <b>{sayShare(set.expectedAccuracy)}</b>
          {set.interval && <span className="quiet"> ({sayShare(set.interval[0])} – {sayShare(set.interval[1])})</span>}
        </p>
      )}
      {data?.foretold?.odds && <p className="note warn">{t.curate.certificate.tooSure(sayNumber(data.foretold.odds), sayNumber(data.foretold.answers), sayShare(data.foretold.stated), sayShare(data.foretold.agreed))}</p>}
      {data?.judged?.reviews && <Found of={data.judged.reviews} say={t.curate.certificate.reviewed} />}
      {data?.judged?.audits && <Found of={data.judged.audits} say={t.curate.certificate.audited} />}
    </section>
  )
}

/** What those nearer to the truth found, beside what was stated. */
function Found({ of, say }: { of: Judged; say: (tasks: string, stated: string, right: string, low: string, high: string) => string }) {
  if (!of.right || typeof of.stated !== 'number') return null
  return <p className="quiet">{say(sayNumber(of.tasks), sayShare(of.stated), sayShare(of.right.value), sayShare(of.right.interval[0]), sayShare(of.right.interval[1]))}</p>
}

/** @param goal Audits that the next look counts. */
function Evidence({ of, goal }: { of: Threshold; goal: number }) {
  const done = goal > 0 ? Math.min(1, of.audits / goal) : 1
  return (
    <>
      <div className="bar-track" role="progressbar" aria-label={t.curate.certificate.audits} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(done * 100)}>
        <span className="bar-part reviewed" style={{ flexGrow: done }} />
        <span className="bar-part queued" style={{ flexGrow: 1 - done }} />
      </div>
      <dl className="facts">
        <div><dt>{t.curate.certificate.audits}</dt><dd>{of.audits < goal ? t.curate.of(sayNumber(of.audits), sayNumber(goal)) : sayNumber(of.audits)}</dd></div>
        <div><dt>{t.curate.certificate.errors}</dt><dd>{sayNumber(of.errors)}</dd></div>
        <div><dt>{t.curate.certificate.bound}</dt><dd>{of.bound !== undefined && of.bound !== null ? sayShare(of.bound) : '–'}</dd></div>
        <div><dt>{t.curate.certificate.threshold}</dt><dd>{of.threshold !== undefined && of.threshold !== null ? of.threshold.toFixed(3) : '–'}</dd></div>
        <div><dt>{t.curate.certificate.share}</dt><dd>{of.share !== undefined && of.share !== null ? sayShare(of.share) : '–'}</dd></div>
      </dl>
    </>
  )
}
