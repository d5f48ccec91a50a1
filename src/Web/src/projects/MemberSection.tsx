import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useMe, useServices } from '../app/services'
import type { Role } from '../sessions/session'
import { t } from '../i18n/texts'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import { AskAdmin } from './AskAdmin'

interface Member {
  user: string
  email: string
  name: string
  roles: Role[]
}

interface User {
  id: string
  email: string
  name: string
}

const roles: readonly Role[] = ['annotator', 'reviewer', 'curator', 'modeler']

export function MemberSection({ project }: { project: string }) {
  const { api } = useServices()
  const { data, problem, reload } = useGet<{ items: Member[] }>(`/projects/${project}/members`)
  const [refused, setRefused] = useState<Problem>()
  const say = t.projects.members

  async function change(member: Member, role: Role, has: boolean) {
    const wanted = has ? [...member.roles, role] : member.roles.filter((one) => one !== role)
    const reply = wanted.length === 0
      ? await api.delete(`/projects/${project}/members/${member.user}`)
      : await api.post(`/projects/${project}/members`, { user: member.user, roles: wanted })
    setRefused(reply.ok ? undefined : reply.problem)
    reload()
  }

  return (
    <section aria-labelledby="members">
      <div className="page-head"><h1 id="members">{say.title}</h1></div>
      <ProblemNote problem={problem ?? refused} />
      <div className="card scroll">
        <table>
          <thead><tr><th scope="col">{say.name}</th><th scope="col">{say.email}</th>{roles.map((role) => <th key={role} scope="col" className="middle">{t.app.roles[role]}</th>)}</tr></thead>
          <tbody>
            {data?.items.map((member) => (
              <tr key={member.user}>
                <th scope="row">{member.name}</th>
                <td className="email">{member.email}</td>
                {roles.map((role) => (
                  <td key={role} className="middle">
                    <input type="checkbox" aria-label={say.is(member.name, t.app.roles[role])} checked={member.roles.includes(role)} onChange={(event) => change(member, role, event.target.checked)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {data?.items.length === 0 && <p className="quiet">{say.none}</p>}
      </div>
      <AddMember project={project} onAdded={reload} />
    </section>
  )
}

/** By e-mail: an account that exists is added; an administrator may make a new one on the way. */
function AddMember({ project, onAdded }: { project: string; onAdded(): void }) {
  const { api, queries } = useServices()
  const me = useMe()
  const users = useGet<{ items: User[] } | User[]>('/users')
  const list = Array.isArray(users.data) ? users.data : users.data?.items
  const [email, setEmail] = useState('')
  const say = t.projects.members
  const [problem, setProblem] = useState<Problem>()
  const known = list?.find((user) => user.email.toLowerCase() === email.trim().toLowerCase())
  const isNew = email.includes('@') && list !== undefined && !known

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    const chosen = roles.filter((role) => fields.get(role))
    let user = known?.id
    if (!user) {
      const made = await api.post<User>('/users', { email: email.trim(), name: String(fields.get('name') ?? '').trim(), password: String(fields.get('password') ?? '') })
      if (!made.ok) return setProblem(made.problem)
      user = made.value.id
      void queries.invalidateQueries({ queryKey: ['/users'] })
    }
    const added = await api.post(`/projects/${project}/members`, { user, roles: chosen })
    if (!added.ok) return setProblem(added.problem)
    setProblem(undefined)
    setEmail('')
    form.reset()
    toast(say.isMember(known?.name ?? email))
    onAdded()
  }

  if (users.problem && !me.admin) return <AskAdmin project={project} />
  return (
    <form className="card stack" onSubmit={submit}>
      <h2>{say.add}</h2>
      <div className="grid3">
        <Field label={say.email} hint={known ? say.hasAccount(known.name) : isNew ? (me.admin ? say.isNew : say.nobody) : undefined}>
          <input type="email" required value={email} list="known-users" onChange={(event) => setEmail(event.target.value)} />
        </Field>
        {isNew && me.admin && <Field label={say.name}><input name="name" required /></Field>}
        {isNew && me.admin && <Field label={say.password} hint={say.passwordHint}><input name="password" type="password" autoComplete="new-password" required /></Field>}
      </div>
      <datalist id="known-users">{list?.map((user) => <option key={user.id} value={user.email}>{user.name}</option>)}</datalist>
      <div className="row">
        {roles.map((role) => (
          <label key={role} className="check"><input type="checkbox" name={role} defaultChecked={role === 'annotator'} />{t.app.roles[role]}</label>
        ))}
      </div>
      <ProblemNote problem={problem} />
      <div className="row"><button className="primary" disabled={!known && !(isNew && me.admin)}>{say.addIt}</button></div>
    </form>
  )
}
