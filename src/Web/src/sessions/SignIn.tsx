import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useServices } from '../app/services'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { t } from '../i18n/texts'

interface Props {
  /** Fixed when somebody signs in again. */
  email?: string
}

export function SignInForm({ email: fixed }: Props) {
  const { session } = useServices()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setProblem(await session.signIn(String(form.get('email')).trim(), String(form.get('password'))))
    setBusy(false)
  }

  return (
    <form className="stack" onSubmit={submit}>
      <Field label={t.app.email}>
        <input name="email" type="email" autoComplete="username" required autoFocus={!fixed} defaultValue={fixed} readOnly={!!fixed} />
      </Field>
      <Field label={t.app.password}>
        <input name="password" type="password" autoComplete="current-password" required />
      </Field>
      <ProblemNote problem={problem} />
      <button className="primary" disabled={busy}>{t.app.signIn}</button>
    </form>
  )
}

export function SignInPage() {
  return (
    <main className="door">
      <div className="card door-card">
        <h1 className="brand"><img src="/mark.svg" alt="" width={32} height={32} />Labelwise</h1>
        <SignInForm />
      </div>
    </main>
  )
}
