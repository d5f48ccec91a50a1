import { useState } from 'react'
import { t } from '../i18n/texts'
import { FlagDialog, type FlagRole } from './FlagDialog'
import type { Annotator, Flag } from './progress'

interface Props {
  project: string
  whose: Pick<Annotator, 'user' | 'name' | 'flags'>
  /** As what they are looked at. */
  role: FlagRole
  onSaid(): void
}

export const sayFlag = ({ code, message }: Flag) => t.refusals.flags[code] ?? message

/** What stands out in somebody's answers; a click says why, and what is said against it. */
export function Flags({ project, whose, role, onSaid }: Props) {
  const [open, setOpen] = useState<string>()
  const say = t.vendor.flag
  const flag = whose.flags?.find(({ code }) => code === open)
  return (
    <>
      {whose.flags?.map((one) => {
        const words = [sayFlag(one), one.contest && (one.contest.ruling ? (one.contest.ruling.withdrawn ? say.withdrawn : say.upheld) : say.waiting)].filter(Boolean).join(' · ')
        return (
          <button key={one.code} className={one.contest?.ruling?.withdrawn ? 'flag withdrawn' : 'flag'} title={one.message} aria-label={say.openOf(whose.name, words)} onClick={() => setOpen(one.code)}>
            {words}
          </button>
        )
      })}
      {flag && <FlagDialog project={project} whose={whose} flag={flag} role={role} onClose={() => setOpen(undefined)} onSaid={onSaid} />}
    </>
  )
}
