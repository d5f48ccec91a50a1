import { useState } from 'react'
import { Link } from 'react-router'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'

/** To somebody who has not been through the introduction yet. */
export function Offer({ project, of }: { project: string; of: number }) {
  const { api, queries } = useServices()
  const [gone, setGone] = useState(false)
  if (gone) return null
  function pass() {
    setGone(true)
    void api.put(`/projects/${project}/practice`, { introduced: true }).then(() => queries.invalidateQueries({ queryKey: ['/me/work'] }))
  }
  return (
    <section className="note offer" aria-label={t.practice.offer}>
      <p><b>{t.practice.offer}</b></p>
      <p className="small">{t.practice.offerRest(of)}</p>
      <div className="row">
        <Link className="button" to={`/projects/${project}/practice`}>{t.practice.begin}</Link>
        <button type="button" className="plain" onClick={pass}>{t.practice.notNow}</button>
      </div>
    </section>
  )
}
