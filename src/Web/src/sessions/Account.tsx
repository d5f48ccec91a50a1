import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useCourier, useMe, useServices } from '../app/services'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import { changeLanguage, language, languages, t, type Language } from '../i18n/texts'

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
          <p className="quiet">{me.email}{me.admin && ` · ${t.app.administrator}`}</p>
          <LanguageField />
          <PasswordForm onDone={() => setOpen(false)} />
          <hr />
          {waiting > 0 && <p className="note warn">{t.app.unsent(waiting)}</p>}
          <button onClick={signOut}>{t.app.signOut}</button>
        </Dialog>
      )}
    </>
  )
}

function LanguageField() {
  return (
    <Field label={t.app.language}>
      <select value={language} onChange={(event) => changeLanguage(event.target.value as Language)}>
        {Object.entries(languages).map(([code, { name }]) => <option key={code} value={code} lang={code}>{name}</option>)}
      </select>
    </Field>
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
    toast(t.app.passwordChanged)
    onDone()
  }

  return (
    <details>
      <summary>{t.app.changePassword}</summary>
      <form className="stack" onSubmit={submit}>
        <Field label={t.app.currentPassword}><input name="current" type="password" autoComplete="current-password" required /></Field>
        <Field label={t.app.newPassword}><input name="new" type="password" autoComplete="new-password" required /></Field>
        <ProblemNote problem={problem} />
        <button>{t.app.changePassword}</button>
      </form>
    </details>
  )
}
