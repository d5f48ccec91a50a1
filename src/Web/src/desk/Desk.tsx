import { useState, type ReactNode } from 'react'
import type { Command } from '../commands/command'
import { KeyList, Keys } from '../commands/KeyList'
import { Palette } from '../commands/Palette'
import { t } from '../i18n/texts'
import { GuidelinePanel } from '../projects/GuidelinePanel'
import type { Sample } from '../tasks/task'

/** What lies over or beside a desk. */
export type Overlay = 'skip' | 'reject' | 'search' | 'help' | 'palette'

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
  foot: ReactNode
  sample: Sample | undefined
  /** Beside the keys one forgets. */
  hints: ReactNode
  commands: readonly Command<C>[]
  context: C
  titleOf?(command: Command<C>): string | undefined
  /** Dialogs of this desk alone. */
  dialogs?: ReactNode
}

/** The frame of every page one works at: the sample, what is asked about it, and one line of hints. */
export function Desk<C>({ project, desk, name, stage, children, foot, sample, hints, commands, context, titleOf, dialogs }: Props<C>) {
  const { overlay, guideline, close } = desk
  return (
    <main className={guideline ? 'desk with-guideline' : 'desk'}>
      <h1 className="unseen">{name}</h1>
      {stage}
      <aside className="panel" aria-label={name}>
        <div className="panel-scroll" tabIndex={-1}>{children}</div>
        <div className="panel-foot">{foot}</div>
      </aside>
      {guideline && <GuidelinePanel project={project} onClose={desk.closeGuideline} />}
      <footer className="hints">
        <span className="sample-name" title={sample?.externalId}>{sample?.externalId}</span>
        {sample?.width ? <span className="quiet">{sample.width} × {sample.height}</span> : null}
        <span className="bar-space" />
        {hints}
        <button className="plain" onClick={desk.commands.toggleGuideline}><Keys of="G" /> {t.desk.guideline}</button>
        <button className="plain" onClick={desk.commands.help}><Keys of="?" /> {t.desk.keys}</button>
      </footer>
      {overlay === 'help' && <KeyList commands={commands} titleOf={titleOf} onClose={close} />}
      {overlay === 'palette' && <Palette commands={commands} context={{ ...context, covered: false }} titleOf={titleOf} onClose={close} />}
      {dialogs}
    </main>
  )
}
