import { sayProblem } from '../api/api'
import { sayCount, sayTime } from '../ui/say'
import type { NoTask } from './task'
import type { DoneTask, HeldTask, Work } from './work'

/** What a person must know about the task on screen; of drawn suggestions their own note tells. */
export function HeldNotes({ held, staleSpec, drawn }: { held: HeldTask; staleSpec: boolean; drawn?: boolean }) {
  const { returned } = held.task
  return (
    <>
      {returned && (
        <div className="note warn" role="status">
          <p><b>Came back to you</b>{returned.by && ` from ${returned.by}`}</p>
          {returned.comment && <p>{returned.comment}</p>}
        </div>
      )}
      {held.violations.length > 0 && (
        <div className="note bad" role="alert">
          <p><b>This was not taken.</b> Mend it and submit again.</p>
          <ul>{held.violations.map((violation, i) => <li key={i}>{violation.message}</li>)}</ul>
        </div>
      )}
      {held.leaseLost && (
        <div className="note warn" role="status">
          <p>Your hold on this task has ended, and others may answer it. What you did is kept; you can still submit, and it counts if there is room.</p>
        </div>
      )}
      {staleSpec && <div className="note" role="status"><p>The spec has changed since. This task is asked as it was handed out.</p></div>}
      {held.origin === 'suggestion' && !drawn && <p className="suggestion-mark">Suggested by the model. Enter accepts it.</p>}
      {held.origin === 'draft' && <p className="quiet small">As you left it.</p>}
    </>
  )
}

/** A task looked back at, and what became of it. */
export function DoneNote({ done, at, of }: { done: DoneTask; at: number; of: number }) {
  return (
    <div className={done.outcome === 'refused' ? 'note bad' : 'note'} role="status">
      <p><b>{done.skipped !== undefined ? 'You skipped this' : 'What you sent'}</b> <span className="quiet">{at} of {of}</span></p>
      {done.skipped !== undefined && <p>Reason: {done.skipped}</p>}
      <p>
        {done.outcome === 'kept' && 'The server has it.'}
        {done.outcome === 'sending' && 'Waiting to be sent.'}
        {done.outcome === 'refused' && `Not taken: ${done.problem ? sayProblem(done.problem) : 'refused'}`}
      </p>
    </div>
  )
}

/** No task to answer, and why. */
export function NoTaskNote({ work, onAsk }: { work: Work; onAsk(): void }) {
  const { none, problem } = work
  if (problem)
    return (
      <div className="calm trouble" role="status">
        <h2>No task could be fetched</h2>
        <p>{sayProblem(problem)}</p>
        <button onClick={onAsk}>Try again</button>
      </div>
    )
  if (!none) return null
  return (
    <div className="calm" role="status">
      <h2>{headline[none.reason] ?? 'No task for you now'}</h2>
      <p>{none.message}</p>
      <NoTaskFacts none={none} />
      <p className="quiet">This page asks again by itself.</p>
      <button onClick={onAsk}>Ask now</button>
    </div>
  )
}

const headline: Record<NoTask['reason'], string> = {
  done: 'Everything is done',
  empty: 'There is nothing here yet',
  'held-by-others': 'The last tasks are with others',
  'all-yours-done': 'You have done all you can',
  'waiting-for-review': 'The rest waits for review',
}

function NoTaskFacts({ none }: { none: NoTask }) {
  const facts = [
    none.held > 0 && `${sayCount(none.held, 'task')} held by others${none.until ? ` until ${sayTime(none.until)} at the latest` : ''}`,
    none.queued > 0 && `${sayCount(none.queued, 'task')} queued`,
  ].filter(Boolean)
  return facts.length > 0 ? <p className="quiet">{facts.join(' · ')}</p> : null
}
