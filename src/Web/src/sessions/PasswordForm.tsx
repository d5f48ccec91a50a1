import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'

export function PasswordForm({ onDone }: { onDone(): void }) {
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
