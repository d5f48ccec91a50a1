import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { copy } from '../ui/copy'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment, sayNumber } from '../ui/say'
import { toast } from '../ui/toasts'
import { commandFor, lifetimes, type ApiToken } from './token'

/** The person's API tokens: made here, shown once, revoked at once. */
export function TokenSection() {
  const { api } = useServices()
  const { data, problem, reload } = useGet<{ items: ApiToken[] }>('/me/tokens')
  const [refused, setRefused] = useState<Problem>()
  const say = t.profile

  async function revoke({ id, name }: ApiToken) {
    const reply = await api.delete(`/me/tokens/${id}`)
    setRefused(reply.ok ? undefined : reply.problem)
    if (reply.ok) toast(say.revoked(name))
    reload()
  }

  return (
    <section className="card stack" aria-labelledby="tokens">
      <h2 id="tokens">{say.tokens}</h2>
      <p className="quiet">{say.aboutTokens}</p>
      <ProblemNote problem={problem ?? refused} />
      <div className="scroll">
        {data?.items.length === 0 ? <p className="quiet">{say.noTokens}</p> : (
          <table>
            <thead><tr><th scope="col">{say.name}</th><th scope="col">{say.scope}</th><th scope="col">{say.made}</th><th scope="col">{say.expires}</th><th scope="col">{say.used}</th><th scope="col"><span className="unseen">{say.revoke}</span></th></tr></thead>
            <tbody>
              {data?.items.map((token) => (
                <tr key={token.id}>
                  <th scope="row">{token.name}</th>
                  <td>{say.scopes[token.scope]}</td>
                  <td>{sayMoment(token.createdAt)}</td>
                  <td>{Date.parse(token.expiresAt) < Date.now() ? <span className="state">{say.expired}</span> : sayMoment(token.expiresAt)}</td>
                  <td>{token.lastUsedAt ? sayMoment(token.lastUsedAt) : <span className="quiet">{say.never}</span>}</td>
                  <td className="number"><button aria-label={say.revokeOne(token.name)} onClick={() => revoke(token)}>{say.revoke}</button></td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <NewToken onMade={reload} />
    </section>
  )
}

function NewToken({ onMade }: { onMade(): void }) {
  const { api } = useServices()
  const [problem, setProblem] = useState<Problem>()
  const [made, setMade] = useState<ApiToken>()
  const say = t.profile

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    const reply = await api.post<ApiToken>('/me/tokens', { name: String(given.get('name')).trim(), scope: given.get('scope'), days: Number(given.get('days')) })
    setProblem(reply.ok ? undefined : reply.problem)
    if (!reply.ok) return
    form.reset()
    setMade(reply.value)
    onMade()
  }

  return (
    <form className="stack" onSubmit={submit} aria-label={say.newToken}>
      <div className="grid3">
        <Field label={say.newToken} hint={say.nameHint}><input name="name" required maxLength={100} /></Field>
        <Field label={say.scope}><select name="scope"><option value="read">{say.scopes.read}</option><option value="full">{say.scopes.full}</option></select></Field>
        <Field label={say.lasts}><select name="days" defaultValue="90">{lifetimes.map((days) => <option key={days} value={days}>{say.days(sayNumber(days))}</option>)}</select></Field>
      </div>
      <ProblemNote problem={problem} />
      <div className="row"><button className="primary">{say.create}</button></div>
      {made?.token && <Shown name={made.name} token={made.token} onClose={() => setMade(undefined)} />}
    </form>
  )
}

function Shown({ name, token, onClose }: { name: string; token: string; onClose(): void }) {
  const say = t.profile
  return (
    <Dialog title={name}>
      <div className="stack">
        <p className="note warn">{say.shown}</p>
        <Field label={say.theToken}><input className="code" readOnly value={token} onFocus={(event) => event.currentTarget.select()} /></Field>
        <button type="button" className="primary" onClick={() => copy(token, t.curate.copied)}>{t.curate.copy}</button>
        <p className="quiet">{say.use}</p>
        <pre className="code" tabIndex={0}>{commandFor('…', location.origin)}</pre>
        <button type="button" onClick={onClose}>{say.done}</button>
      </div>
    </Dialog>
  )
}
