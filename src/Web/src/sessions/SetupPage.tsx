import { useState, type FormEvent } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { Problem } from '../api/api'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'

/** Makes the first administrator, through the one-time link that the server prints at its first start. */
export function FirstAdminPage() {
  const say = t.projects.setup
  return <Newcomer path="/setup" title={say.welcome} about={say.about} without={say.openLink} />
}

/** Makes the account of somebody who was invited, through the one-time link that they were sent. */
export function InvitationPage() {
  const say = t.projects.setup
  return <Newcomer path="/invitations/accept" title={say.invited} about={say.invitedAbout} without={say.openInvitation} />
}

/** @param without Said where the link is not whole. */
function Newcomer({ path, title, about, without }: Record<'path' | 'title' | 'about' | 'without', string>) {
  const { api, session } = useServices()
  const [params] = useSearchParams()
  const go = useNavigate()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const secret = params.get('secret') ?? ''
  const say = t.projects.setup

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const { email, name, password } = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>
    setBusy(true)
    const reply = await api.post(path, { secret, email, name, password })
    const wrong = reply.ok ? await session.signIn(email!, password!) : reply.problem
    setBusy(false)
    if (wrong) setProblem(wrong)
    else await go('/', { replace: true })
  }

  return (
    <main className="door">
      <div className="card door-card">
        <h1 className="brand"><img src="/mark.svg" alt="" width={32} height={32} />{title}</h1>
        {secret === '' ? (
          <p>{without} <Link to="/">{say.signInInstead}</Link></p>
        ) : (
          <form className="stack" onSubmit={submit}>
            <p className="quiet">{about}</p>
            <Field label={say.yourName}><input name="name" autoComplete="name" required autoFocus /></Field>
            <Field label={t.app.email}><input name="email" type="email" autoComplete="username" required /></Field>
            <Field label={t.app.password} hint={say.passwordHint}>
              <input name="password" type="password" autoComplete="new-password" required />
            </Field>
            <ProblemNote problem={problem} />
            <button className="primary" disabled={busy}>{say.create}</button>
          </form>
        )}
      </div>
    </main>
  )
}
