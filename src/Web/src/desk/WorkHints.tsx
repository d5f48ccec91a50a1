import { Keys } from '../commands/KeyList'
import { t } from '../i18n/texts'
import type { Work } from '../tasks/work'

/** What was done at this desk, and the way back to it. */
export function WorkHints({ work, onBack, onForward }: { work: Work; onBack(): void; onForward(): void }) {
  return (
    <>
      <span className="quiet tabular">{t.desk.doneHere(work.done.length)}</span>
      <button className="plain" disabled={work.done.length === 0} onClick={onBack}><Keys of="D" /> {t.desk.back}</button>
      <button className="plain" disabled={work.lookingAt === null} onClick={onForward}><Keys of="F" /> {t.desk.forward}</button>
    </>
  )
}
