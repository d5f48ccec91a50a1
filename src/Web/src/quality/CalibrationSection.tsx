import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { sayNumber, sayShare } from '../ui/say'

interface Bin { from: number; to: number; tasks: number; claimed: number; right: number; interval: [number, number] }
interface Diagram { error: number; brier: number; bins: Bin[] }
interface Confidence {
  autoAccept: { calibration?: { method: string; tasks: number; logLoss?: { before: number; byTemperature: number; byIsotonic: number } | null; before?: Diagram | null; after?: Diagram | null } | null }
}

/** Side of the square in which claims are drawn against what came of them, in units of the picture. */
const side = 200

const three = (value: number) => value.toFixed(3)

/** Whether the model's confidence means what it says: as it says it, and as it counts. */
export function CalibrationSection({ project }: { project: string }) {
  const say = t.curate.calibration
  const { data } = useGet<Confidence>(`/projects/${project}/confidence`)
  const known = data?.autoAccept.calibration
  if (!data) return null
  return (
    <section className="card" aria-labelledby="calibration">
      <h2 id="calibration">{say.title}</h2>
      {!known?.before || !known.after || !known.logLoss ? <p className="quiet">{say.none}</p> : (
        <div className="reliabilities">
          <Figure diagram={known.before} title={say.before} />
          <Figure diagram={known.after} title={say.after} />
          <div className="reliability-words">
            <p className="small">{known.method === 'none' ? say.asIs(sayNumber(known.tasks)) : say.by(known.method === 'isotonic' ? say.curve : say.temperature, sayNumber(known.tasks))}</p>
            <table className="small"><thead><tr><td /><th scope="col" className="number">{say.before}</th><th scope="col" className="number">{say.after}</th></tr></thead>
              <tbody>
                <tr><th scope="row">{say.logLoss}</th><td className="number">{three(known.logLoss.before)}</td><td className="number">{three(known.method === 'isotonic' ? known.logLoss.byIsotonic : known.method === 'none' ? known.logLoss.before : known.logLoss.byTemperature)}</td></tr>
                <tr><th scope="row">{say.brier}</th><td className="number">{three(known.before.brier)}</td><td className="number">{three(known.after.brier)}</td></tr>
              </tbody>
            </table>
          </div>
        </div>
      )}
    </section>
  )
}

function Figure({ diagram, title }: { diagram: Diagram; title: string }) {
  return (
    <figure>
      <figcaption><b>{title}</b><br /><span className="quiet small">{t.curate.calibration.error(sayShare(diagram.error))}</span></figcaption>
      <Picture diagram={diagram} title={title} />
    </figure>
  )
}

/** A reliability diagram: on the diagonal a claim is as often right as it says; bars are 95 % intervals. */
function Picture({ diagram, title }: { diagram: Diagram; title: string }) {
  const say = t.curate.calibration
  const y = (share: number) => side * (1 - share)
  return (
    <svg className="reliability" viewBox={`-58 -8 ${side + 66} ${side + 44}`} role="img" aria-label={`${title}: ${diagram.bins.map((bin) => `${sayShare(bin.claimed)} → ${sayShare(bin.right)}`).join(', ')}`}>
      <rect width={side} height={side} fill="none" stroke="currentColor" opacity={0.3} />
      {[0, 0.5, 1].map((share) => (
        <g key={share} className="reliability-scale">
          <line x1={-4} x2={0} y1={y(share)} y2={y(share)} stroke="currentColor" /><text x={-7} y={y(share) + 4} textAnchor="end">{sayShare(share)}</text>
          <line x1={side * share} x2={side * share} y1={side} y2={side + 4} stroke="currentColor" /><text x={side * share} y={side + 15} textAnchor={share === 1 ? 'end' : 'middle'}>{sayShare(share)}</text>
        </g>
      ))}
      <text className="reliability-axis" x={side / 2} y={side + 31} textAnchor="middle">{say.claimed}</text>
      <text className="reliability-axis" transform={`translate(-45 ${side / 2}) rotate(-90)`} textAnchor="middle">{say.right}</text>
      <line x1={0} y1={side} x2={side} y2={0} stroke="currentColor" opacity={0.3} strokeDasharray="4" />
      {diagram.bins.map((bin) => (
        <g key={`${bin.from} ${bin.to}`}>
          <title>{`${sayShare(bin.claimed)} → ${sayShare(bin.right)} (${sayShare(bin.interval[0])} – ${sayShare(bin.interval[1])}), ${sayNumber(bin.tasks)}`}</title>
          <line x1={side * bin.claimed} x2={side * bin.claimed} y1={y(bin.interval[0])} y2={y(bin.interval[1])} stroke="var(--accent, currentColor)" strokeWidth={2} opacity={0.6} />
          <circle cx={side * bin.claimed} cy={y(bin.right)} r={4} fill="var(--accent, currentColor)" />
        </g>
      ))}
    </svg>
  )
}
