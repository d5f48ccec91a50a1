import type { ReactNode } from 'react'
import { t } from '../i18n/texts'
import { readLabels, sayAnswers } from '../labels/labels'
import type { DataSpec } from '../specs/spec'
import { sayMoment } from '../ui/say'
import { Shapes } from '../work/Shapes'
import { SamplePicture } from '../work/Tile'
import type { MissedGold } from './gold'

/** A known answer beside what somebody said instead, and what was said about it since. */
export function MissedRow({ missed, spec, who, children }: { missed: MissedGold; spec: DataSpec; who?: string; children?: ReactNode }) {
  const say = t.gold
  const { sample, contest } = missed
  const words = (document: MissedGold['known']) => sayAnswers(readLabels(document), spec.properties.map((rule) => rule.name))
  return (
    <tr>
      <th scope="row" className="practice-sample">
        <span className="tile-picture"><SamplePicture sample={sample} /><Shapes labels={readLabels(missed.known ?? missed.answered)} spec={spec} width={sample.width ?? 0} height={sample.height ?? 0} /></span>
        <span>{sample.externalId}</span>
      </th>
      {who !== undefined && <td>{who}</td>}
      <td>{words(missed.answered)}<br /><time className="quiet small" dateTime={missed.at}>{sayMoment(missed.at)}</time></td>
      <td>{missed.known ? words(missed.known) : <span className="quiet">{say.takenBack}</span>}</td>
      <td>
        {contest && <p>{contest.comment}</p>}
        {contest?.ruling && <p className="quiet"><b>{contest.ruling.withdrawn ? say.withdrawn : say.upheld}</b> {contest.ruling.comment}</p>}
        {children}
      </td>
    </tr>
  )
}
