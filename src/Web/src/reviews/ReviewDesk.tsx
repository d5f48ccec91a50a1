import type { ReactNode } from 'react'
import type { Command } from '../commands/command'
import { Desk, type useDesk } from '../desk/Desk'
import { onceOfTwo } from '../desk/twice'
import { t } from '../i18n/texts'
import type { DataSpec } from '../specs/spec'
import { NotFetched } from '../tasks/notes'
import { Dialog } from '../ui/Dialog'
import { Voices, voicesInReview } from '../work/Voices'
import '../work/work.css'
import { RejectDialog } from './RejectDialog'
import type { Reviewing, Verdict } from './review'

interface Props<C> {
  project: string
  spec: DataSpec
  desk: ReturnType<typeof useDesk>
  state: Reviewing
  /** Something can be accepted as it is. */
  hasCandidate: boolean
  /** The correction is whole, so that it can be saved. */
  isWhole: boolean
  stage: ReactNode
  children: ReactNode
  about?: ReactNode
  commands: readonly Command<C>[]
  context: C
  titleOf?(command: Command<C>): string | undefined
  onAccept(): void
  onCorrect(): void
  give(verdict: Verdict): void
  ask(): void
  dialogs?: ReactNode
}

/** The desk of a reviewer, whatever is reviewed: the verdict's buttons, and what is said when nothing waits. */
export function ReviewDesk<C>({ state, hasCandidate, isWhole, stage, onAccept, onCorrect, give, ask, dialogs, spec, ...rest }: Props<C>) {
  const { desk } = rest
  const task = state.tasks[0]
  return (
    <Desk
      {...rest} name={t.desk.review} sample={task?.sample}
      stage={task ? stage : <div className="stage">{state.problem ? <NotFetched problem={state.problem} onAsk={ask} /> : state.empty && <NothingToReview onAsk={ask} />}</div>}
      foot={task && (
        <>
          {state.correction
            ? <button className="primary" onClick={onceOfTwo(onCorrect)} disabled={!isWhole}>{t.desk.correct} <kbd>Enter</kbd></button>
            : <button className={state.marks.length > 0 ? undefined : 'primary'} onClick={onceOfTwo(onAccept)} disabled={!hasCandidate || state.marks.length > 0}>{t.desk.accept} <kbd>A</kbd></button>}
          {/* What has remarks goes back: that is the way on. */}
          <button className={state.marks.length > 0 && !state.correction ? 'primary' : undefined} onClick={() => desk.open('reject')}>{t.desk.reject} <kbd>R</kbd></button>
        </>
      )}
      hints={<span className="quiet tabular">{t.desk.reviewedHere(state.given.length)}</span>}
      dialogs={
        <>
          {desk.overlay === 'reject' && <RejectDialog onClose={desk.close} hasMarks={state.marks.length > 0} onReject={(comment, toOthers) => { desk.close(); give({ verdict: 'reject', comment, toOthers }) }} />}
          {desk.overlay === 'compare' && task && <Dialog wide title={t.curate.voices.title} onClose={desk.close}><Voices sample={task.sample} voices={voicesInReview(task)} spec={spec} /></Dialog>}
          {dialogs}
        </>
      }
    />
  )
}

function NothingToReview({ onAsk }: { onAsk(): void }) {
  return (
    <div className="calm" role="status">
      <h2>{t.desk.nothingToReview}</h2>
      <p className="quiet">{t.desk.asksAgain}</p>
      <button onClick={onAsk}>{t.desk.askNow}</button>
    </div>
  )
}
