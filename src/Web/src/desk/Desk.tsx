import { lazy, Suspense, useState, type MouseEvent, type ReactNode } from 'react'
import type { Command } from '../commands/command'
import { KeyList, Keys } from '../commands/KeyList'
import { Palette } from '../commands/Palette'
import { t } from '../i18n/texts'
import type { LeasedTask, Sample } from '../tasks/task'

const GuidelinePanel = lazy(() => import('../guideline/GuidelinePanel'))
const AskDialog = lazy(() => import('../questions/AskDialog'))

/** What lies over or beside a desk. */
export type Overlay = 'skip' | 'reject' | 'search' | 'help' | 'palette' | 'ask' | 'compare'

/** The parts of a desk that open and close. */
export function useDesk() {
  const [overlay, setOverlay] = useState<Overlay | null>(null)
  const [guideline, setGuideline] = useState(false)
  return {
    overlay, guideline, covered: overlay !== null,
    close: () => setOverlay(null),
    open: (which: Overlay) => setOverlay(which),
    closeGuideline: () => setGuideline(false),
    /** What every desk's commands can do with it. */
    commands: {
      toggleGuideline: () => setGuideline(!guideline),
      help: () => setOverlay('help'),
      palette: () => setOverlay('palette'),
      ask: () => setOverlay('ask'),
    },
  }
}

interface Props<C> {
  project: string
  desk: ReturnType<typeof useDesk>
  /** What is done here, as a screen reader calls it. */
  name: string
  stage: ReactNode
  children: ReactNode
  /** Of what is picked: always in sight, between the rest and the foot. */
  about?: ReactNode
  foot: ReactNode
  sample: Sample | undefined
  /** Beside the keys one forgets. */
  hints: ReactNode
  commands: readonly Command<C>[]
  context: C
  titleOf?(command: Command<C>): string | undefined
  /** Dialogs of this desk alone. */
  dialogs?: ReactNode
  /** The task that a question may be asked about. */
  held?: LeasedTask
  /** The task waits for an answer, and is no longer held. */
  onWaits?(task: string): void
}

/** A button that a mouse has pressed would be pressed by the next Enter, which is meant for the task. */
function giveBackFocus({ detail, target }: MouseEvent) {
  const button = detail > 0 && target instanceof Element ? target.closest('button, summary') : null
  if (button instanceof HTMLElement && !button.closest('dialog')) button.blur()
}

/** The frame of every page one works at: the sample, what is asked about it, and one line of hints. */
export function Desk<C>({ project, desk, name, stage, children, about, foot, sample, hints, commands, context, titleOf, dialogs, held, onWaits }: Props<C>) {
  const { overlay, guideline, close } = desk
  return (
    <main className={guideline ? 'desk with-guideline' : 'desk'} onClick={giveBackFocus}>
      <h1 className="unseen">{name}</h1>
      {stage}
      <aside className="panel" aria-label={name}>
        <div className="panel-scroll" tabIndex={-1}>{children}</div>
        {about}
        <div className="panel-foot">{foot}</div>
      </aside>
      {guideline && <Suspense fallback={<aside className="guideline" aria-busy="true" />}><GuidelinePanel project={project} onClose={desk.closeGuideline} /></Suspense>}
      <footer className="hints">
        <span className="sample-name" title={sample?.externalId}>{sample?.externalId}</span>
        {sample?.width ? <span className="quiet sample-size">{sample.width} × {sample.height}</span> : null}
        <span className="bar-space" />
        {hints}
        <button className="plain" onClick={desk.commands.toggleGuideline}><Keys of="G" /> {t.desk.guideline}</button>
        {held && <button className="plain" onClick={desk.commands.ask}><Keys of="Q" /> {t.day.ask}</button>}
        <button className="plain" onClick={desk.commands.palette}><Keys of="Ctrl+K" /> {t.work.palette}</button>
        <button className="plain" onClick={desk.commands.help}><Keys of="?" /> {t.desk.keys}</button>
      </footer>
      {overlay === 'help' && <KeyList commands={commands} titleOf={titleOf} onClose={close} />}
      {overlay === 'palette' && <Palette commands={commands} context={{ ...context, covered: false }} titleOf={titleOf} onClose={close} />}
      {overlay === 'ask' && held && (
        <Suspense fallback={null}>
          <AskDialog project={project} about={{ task: held.id }} name={held.sample.externalId} lease={held.lease.id} onWaits={() => onWaits?.(held.id)} onClose={close} />
        </Suspense>
      )}
      {dialogs}
    </main>
  )
}
