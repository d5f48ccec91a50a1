import { useGet } from '../api/useGet'
import { sayNumber, sayShare } from '../ui/say'
import type { Confidence, Threshold } from './progress'

const stateWords = {
  off: 'Off', collecting: 'Collecting audits', certified: 'Certified', broken: 'Broken', unattainable: 'Out of reach',
} as const

/** Whether the model may decide by itself, and on what evidence. */
export function Certificate({ project }: { project: string }) {
  const { data } = useGet<Confidence>(`/projects/${project}/confidence`)
  const auto = data?.autoAccept
  const set = data?.set
  return (
    <section className="card certificate" aria-labelledby="certificate">
      <h2 id="certificate">Certificate</h2>
      <p className="certificate-words">
        <span className={`state ${auto?.state ?? 'off'}`}>{auto ? stateWords[auto.state] ?? auto.state : '–'}</span>
        <span>{auto?.message ?? '\u00a0'}</span>
      </p>
      {auto && auto.state !== 'off' && auto.state !== 'certified' && auto.maxError !== undefined && (
        <p className="quiet">
          The model decides where its error is at most {sayShare(auto.maxError)}, at {sayShare(auto.confidence ?? 0.95)} confidence.
        </p>
      )}
      {auto?.pooled && auto.state !== 'off' && <Evidence of={auto.pooled} goal={(auto.state === 'collecting' && auto.nextLook) || auto.pooled.needed || 0} />}
      {set?.expectedAccuracy !== undefined && set.expectedAccuracy !== null && (
        <p>
          Expected accuracy of the set <b>{sayShare(set.expectedAccuracy)}</b>
          {set.interval && <span className="quiet"> ({sayShare(set.interval[0])} to {sayShare(set.interval[1])})</span>}
        </p>
      )}
    </section>
  )
}

/** @param goal Audits that the next look counts. */
function Evidence({ of, goal }: { of: Threshold; goal: number }) {
  const done = goal > 0 ? Math.min(1, of.audits / goal) : 1
  return (
    <>
      <div className="bar-track" role="progressbar" aria-label="Audits" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(done * 100)}>
        <span className="bar-part reviewed" style={{ flexGrow: done }} />
        <span className="bar-part queued" style={{ flexGrow: 1 - done }} />
      </div>
      <dl className="facts">
        <div><dt>Audits</dt><dd>{sayNumber(of.audits)}{of.audits < goal ? ` of ${sayNumber(goal)}` : ''}</dd></div>
        <div><dt>Errors found</dt><dd>{sayNumber(of.errors)}</dd></div>
        <div><dt>Error bound</dt><dd>{of.bound !== undefined && of.bound !== null ? sayShare(of.bound) : '–'}</dd></div>
        <div><dt>Threshold</dt><dd>{of.threshold !== undefined && of.threshold !== null ? of.threshold.toFixed(3) : '–'}</dd></div>
        <div><dt>Share</dt><dd>{of.share !== undefined && of.share !== null ? sayShare(of.share) : '–'}</dd></div>
      </dl>
    </>
  )
}
