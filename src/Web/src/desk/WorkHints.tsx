import { useSyncExternalStore } from 'react'
import { useServices } from '../app/services'
import { Keys } from '../commands/KeyList'
import { t } from '../i18n/texts'
import { isLookingBack, type Work } from '../tasks/work'

/** What was done at this desk, and the way back to it. */
export function WorkHints({ work, onBack, onForward }: { work: Work; onBack(): void; onForward(): void }) {
  const { reach } = useServices()
  const away = useSyncExternalStore(reach.subscribe, () => reach.away)
  return (
    <>
      <span className="quiet tabular done-here">{t.desk.doneHere(work.done.length)}{away && work.held.length > 0 && ` · ${t.desk.moreHere(work.held.length - 1)}`}</span>
      <button className="plain" disabled={work.done.length === 0} onClick={onBack}><Keys of="D" /> {t.desk.back}</button>
      <button className="plain" disabled={!isLookingBack(work)} onClick={onForward}><Keys of="F" /> {t.desk.forward}</button>
    </>
  )
}
