import { useState } from 'react'
import { t } from '../i18n/texts'

/** The report that can be sent to somebody, with or without names.
 * @param of The project's or a version's path. */
export function ReportLinks({ of }: { of: string }) {
  const say = t.person.report
  const [hidden, setHidden] = useState(true)
  const query = hidden ? '?pseudonyms=true' : ''
  return (
    <span className="row report-links">
      <a className="button" href={`/api/v1${of}/report.html${query}`} target="_blank" rel="noreferrer">{say.open}</a>
      <a className="small" href={`/api/v1${of}/report${query}`} target="_blank" rel="noreferrer">JSON</a>
      <label className="row small" title={say.hiddenMeans}><input type="checkbox" checked={hidden} onChange={(event) => setHidden(event.target.checked)} /> <span>{say.hidden}</span></label>
    </span>
  )
}
