import { sayProblem } from '../api/api'
import { t } from '../i18n/texts'
import { sayMoment } from '../ui/say'
import type { AtDesk } from './useWorkbench'
import { openedLeft } from './work'

/** Work whose hold has ended while nobody was looking: it is still here, and this says what became of it. */
export function LeftNotes({ bench, work }: AtDesk) {
  const onScreen = openedLeft(work)?.task.id
  return work.left.map(({ task, name, savedAt, outcome, problem, sample }) => (
    <div key={task} className={outcome === 'refused' ? 'note bad' : outcome === 'counted' ? 'note' : 'note warn'} role="status">
      <p><b>{t.desk.leftTitle}</b></p>
      <p>{t.desk.left(name, sayMoment(new Date(savedAt).toISOString()))}</p>
      {outcome === 'sending' && <p className="quiet">{t.desk.leftSending}</p>}
      {outcome === 'counted' && <p>{t.desk.leftCounted}</p>}
      {outcome === 'refused' && <p>{t.desk.leftRefused(problem ? sayProblem(problem) : '')}</p>}
      {task === onScreen && <p><b>{t.desk.leftOnScreen}</b></p>}
      {outcome !== 'sending' && (
        <div className="row">
          {outcome !== 'counted' && sample && task !== onScreen && <button onClick={() => bench?.openLeft(task)}>{t.desk.leftOpen}</button>}
          {outcome === 'kept' && <button onClick={() => bench?.submitLeft(task)}>{t.desk.leftHandIn}</button>}
          <button className="plain" onClick={() => bench?.dropLeft(task)}>{outcome === 'counted' ? t.desk.close : t.desk.leftDiscard}</button>
        </div>
      )}
    </div>
  ))
}
