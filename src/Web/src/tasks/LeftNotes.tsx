import { sayProblem } from '../api/api'
import { t } from '../i18n/texts'
import { sayMoment } from '../ui/say'
import type { LeftWork } from './left'

/** Work whose hold has ended while nobody was looking: it is still here, and this says what became of it. */
export function LeftNotes({ left, onSubmit, onDrop }: { left: readonly LeftWork[]; onSubmit(task: string): void; onDrop(task: string): void }) {
  return left.map(({ task, name, savedAt, outcome, problem }) => (
    <div key={task} className={outcome === 'refused' ? 'note bad' : outcome === 'counted' ? 'note' : 'note warn'} role="status">
      <p><b>{t.desk.leftTitle}</b></p>
      <p>{t.desk.left(name, sayMoment(new Date(savedAt).toISOString()))}</p>
      {outcome === 'sending' && <p className="quiet">{t.desk.leftSending}</p>}
      {outcome === 'counted' && <p>{t.desk.leftCounted}</p>}
      {outcome === 'refused' && <p>{t.desk.leftRefused(problem ? sayProblem(problem) : '')}</p>}
      {outcome !== 'sending' && (
        <div className="row">
          {outcome === 'kept' && <button onClick={() => onSubmit(task)}>{t.desk.leftHandIn}</button>}
          <button className="plain" onClick={() => onDrop(task)}>{outcome === 'counted' ? t.desk.close : t.desk.leftDiscard}</button>
        </div>
      )}
    </div>
  ))
}
