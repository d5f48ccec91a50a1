import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useCourier, useMe, useServices } from '../app/services'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'

/** The person's name, with what they can do about their account. */
export function Account() {
  const { session, queries } = useServices()
  const { outbox } = useCourier()
  const me = useMe()
  const [open, setOpen] = useState(false)
  const waiting = outbox.waiting.length

  async function signOut() {
    await session.signOut()
    queries.clear()
  }

  return (
    <>
      <button className="plain account" aria-haspopup="dialog" onClick={() => setOpen(true)}>{me.name || me.email}</button>
      {open && (
        <Dialog title={me.name || me.email} onClose={() => setOpen(false)}>
          <p className="quiet">{me.email}{me.admin && ' · administrator'}</p>
          <PasswordForm onDone={() => setOpen(false)} />
          <hr />
          {waiting > 0 && <p className="note warn">{waiting} of your answers are not sent yet. They are kept here and go out when you sign in again at this browser.</p>}
          <button onClick={signOut}>Sign out</button>
        </Dialog>
      )}
    </>
  )
}

function PasswordForm({ onDone }: { onDone(): void }) {
  const { api } = useServices()
  const [problem, setProblem] = useState<Problem>()

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const reply = await api.put('/me/password', { current: form.get('current'), new: form.get('new') })
    if (!reply.ok) return setProblem(reply.problem)
    toast('Your password is changed.')
    onDone()
  }

  return (
    <details>
      <summary>Change password</summary>
      <form className="stack" onSubmit={submit}>
        <Field label="Current password"><input name="current" type="password" autoComplete="current-password" required /></Field>
        <Field label="New password"><input name="new" type="password" autoComplete="new-password" required /></Field>
        <ProblemNote problem={problem} />
        <button>Change password</button>
      </form>
    </details>
  )
}
