import { useState, type FormEvent } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { Problem } from '../api/api'
import { useServices } from '../app/services'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'

/** Makes the first administrator, through the one-time link that the server prints at its first start. */
export function FirstAdminPage() {
  const { api, session } = useServices()
  const [params] = useSearchParams()
  const go = useNavigate()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const secret = params.get('secret') ?? ''

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const { email, name, password } = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>
    setBusy(true)
    const reply = await api.post('/setup', { secret, email, name, password })
    const wrong = reply.ok ? await session.signIn(email!, password!) : reply.problem
    setBusy(false)
    if (wrong) setProblem(wrong)
    else await go('/', { replace: true })
  }

  return (
    <main className="door">
      <div className="card door-card">
        <h1 className="brand"><img src="/mark.svg" alt="" width={32} height={32} />Welcome to Labelwise</h1>
        {secret === '' ? (
          <p>Open the set-up link that the server printed when it first started. <Link to="/">Sign in instead</Link></p>
        ) : (
          <form className="stack" onSubmit={submit}>
            <p className="quiet">You will be the administrator of this server.</p>
            <Field label="Your name"><input name="name" autoComplete="name" required autoFocus /></Field>
            <Field label="E-mail"><input name="email" type="email" autoComplete="username" required /></Field>
            <Field label="Password" hint="A whole sentence is fine.">
              <input name="password" type="password" autoComplete="new-password" required />
            </Field>
            <ProblemNote problem={problem} />
            <button className="primary" disabled={busy}>Create the account</button>
          </form>
        )}
      </div>
    </main>
  )
}
