import { lazy, Suspense } from 'react'
import { useParams } from 'react-router'
import { sayProblem, sayViolation, type Problem } from '../api/api'
import { useCourier } from '../app/services'
import { saySeconds, sayTime } from '../ui/say'
import type { NoTask } from './task'
import type { DoneTask, HeldTask, Work } from './work'
import { t } from '../i18n/texts'

const Acknowledge = lazy(() => import('../guideline/Acknowledge'))

/** What a person must know about the task on screen; of drawn suggestions their own note tells. */
export function HeldNotes({ held, staleSpec, drawn }: { held: HeldTask; staleSpec: boolean; drawn?: boolean }) {
  const { returned } = held.task
  return (
    <>
      {returned && (
        <div className="note warn" role="status">
          <p><b>{t.work.cameBack}</b>{returned.by && ` ${t.work.cameBackFrom(returned.by)}`}</p>
          {returned.comment && <p>{returned.comment}</p>}
        </div>
      )}
      {held.violations.length > 0 && (
        <div className="note bad" role="alert">
          <p><b>{t.work.notTaken}</b> {t.work.mend}</p>
          <ul>{held.violations.map((violation, i) => <li key={i}>{sayViolation(violation)}</li>)}</ul>
        </div>
      )}
      {held.draftProblem && !held.leaseLost && held.violations.length === 0 && (
        <div className="note bad" role="alert">
          <p><b>{t.work.draftHereOnly}</b></p>
          <p>{sayProblem(held.draftProblem)}</p>
          <p>{t.work.draftGoesLater}</p>
        </div>
      )}
      {held.leaseLost && (
        <div className="note warn" role="status">
          <p>{t.work.holdEnded}</p>
        </div>
      )}
      {staleSpec && <div className="note" role="status"><p>{t.work.specChanged}</p></div>}
      {held.origin === 'suggestion' && !drawn && <p className="suggestion-mark">{t.work.suggested}</p>}
      {held.origin === 'draft' && <p className="quiet small">{t.work.asYouLeft}</p>}
    </>
  )
}

/** A task looked back at, and what became of it. */
export function DoneNote({ done, at, of }: { done: DoneTask; at: number; of: number }) {
  return (
    <div className={done.outcome === 'refused' ? 'note bad' : 'note'} role="status">
      <p><b>{done.skipped !== undefined ? t.work.skippedThis : t.work.whatYouSent}</b> <span className="quiet">{t.work.placeOf(at, of)}</span></p>
      {done.skipped !== undefined && <p>{t.work.reason(done.skipped)}</p>}
      <p>
        {done.outcome === 'kept' && t.work.serverHasIt}
        {done.outcome === 'sending' && t.work.waitsToBeSent}
        {done.outcome === 'refused' && t.work.refused(done.problem ? sayProblem(done.problem) : '')}
      </p>
      {done.activeMs > 0 && <p className="quiet small" title={t.day.timeRule}>{t.work.timeCounted(saySeconds(done.activeMs / 1000))}</p>}
    </div>
  )
}

export function NotFetched({ problem, onAsk }: { problem: Problem; onAsk(): void }) {
  return (
    <div className="calm trouble" role="status">
      <h2>{t.work.noTaskFetched}</h2>
      <p>{sayProblem(problem)}</p>
      <button onClick={onAsk}>{t.desk.tryAgain}</button>
    </div>
  )
}

/** Without a network, and all that was fetched before is done. */
function NothingHere({ onAsk }: { onAsk(): void }) {
  const { outbox } = useCourier()
  return (
    <div className="calm trouble" role="status">
      <h2>{t.work.nothingHere}</h2>
      {outbox.waiting.length > 0 && <p>{t.work.waitHere(outbox.waiting.length)}</p>}
      <p className="quiet">{t.work.needsNetwork}</p>
      <button onClick={onAsk}>{t.desk.tryAgain}</button>
    </div>
  )
}

/** No task to answer, and why. */
export function NoTaskNote({ work, onAsk }: { work: Work; onAsk(): void }) {
  const { none, problem } = work
  const project = useParams().project!
  if (problem?.code === 'guideline-not-acknowledged') return <Suspense fallback={null}><Acknowledge project={project} onDone={onAsk} /></Suspense>
  if (problem?.status === 0) return <NothingHere onAsk={onAsk} />
  if (problem) return <NotFetched problem={problem} onAsk={onAsk} />
  if (!none) return null
  return (
    <div className="calm" role="status">
      <h2>{t.work.none[none.reason] ?? t.work.none.other}</h2>
      <NoTaskFacts none={none} />
      <p className="quiet">{t.desk.asksAgain}</p>
      <button onClick={onAsk}>{t.desk.askNow}</button>
    </div>
  )
}

function NoTaskFacts({ none }: { none: NoTask }) {
  const facts = [
    none.held > 0 && t.work.heldByOthers(none.held, none.until && sayTime(none.until)),
    none.queued > 0 && t.work.queued(none.queued),
  ].filter(Boolean)
  return facts.length > 0 ? <p className="quiet">{facts.join(' · ')}</p> : null
}
