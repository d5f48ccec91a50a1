import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useMe, useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { sayNumber } from '../ui/say'
import type { Vendor } from './order'

/** The companies whose people annotate. Who they are is an administrator's to say. */
export function VendorCard({ vendors, onChanged }: { vendors: readonly Vendor[] | undefined; onChanged(): void }) {
  const { api } = useServices()
  const me = useMe()
  const [setting, setSetting] = useState<Vendor>()
  const [problem, setProblem] = useState<Problem>()
  const say = t.orders

  async function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const reply = await api.post('/vendors', { name: String(new FormData(form).get('name')).trim() })
    setProblem(reply.ok ? undefined : reply.problem)
    if (!reply.ok) return
    form.reset()
    onChanged()
  }

  return (
    <section className="card stack" aria-labelledby="vendors">
      <h2 id="vendors">{say.vendors}</h2>
      {vendors?.length === 0 && <p className="quiet">{say.noVendor} {!me.admin && say.noVendorRest}</p>}
      <ul className="vendor-list">
        {vendors?.map((vendor) => (
          <li key={vendor.id}>
            <b>{vendor.name}</b>
            <span className="quiet">{say.people(sayNumber(vendor.members.length), vendor.members.length === 1)}{vendor.members.length > 0 && `: ${vendor.members.map(({ name }) => name).join(', ')}`}</span>
            {me.admin ? <button onClick={() => setSetting(vendor)} aria-label={say.setPeopleOf(vendor.name)}>{say.setPeople}</button> : <span />}
          </li>
        ))}
      </ul>
      {me.admin && (
        <form className="row end" onSubmit={make}>
          <Field label={say.newVendor}><input name="name" required maxLength={200} /></Field>
          <button>{say.newVendor}</button>
        </form>
      )}
      <ProblemNote problem={problem} />
      {setting && <PeopleDialog vendor={setting} onClose={() => setSetting(undefined)} onSet={onChanged} />}
    </section>
  )
}

function PeopleDialog({ vendor, onClose, onSet }: { vendor: Vendor; onClose(): void; onSet(): void }) {
  const { api } = useServices()
  const { data, problem } = useGet<{ items: { id: string; name: string; email: string }[] }>('/users')
  const [chosen, setChosen] = useState(() => new Set(vendor.members.map(({ user }) => user)))
  const [sought, setSought] = useState('')
  const [refused, setRefused] = useState<Problem>()
  const say = t.orders
  const shown = data?.items.filter(({ name, email }) => `${name} ${email}`.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase())) ?? []

  function choose(user: string, has: boolean) {
    const next = new Set(chosen)
    if (has) next.add(user)
    else next.delete(user)
    setChosen(next)
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    const reply = await api.put(`/vendors/${vendor.id}/members`, { users: [...chosen] })
    if (!reply.ok) return setRefused(reply.problem)
    onSet()
    onClose()
  }

  return (
    <Dialog title={say.peopleOf(vendor.name)} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="quiet">{say.peopleMeans}</p>
        <input type="search" aria-label={say.find} placeholder={say.find} value={sought} onChange={(event) => setSought(event.target.value)} />
        <div className="pick-people" role="group" aria-label={say.peopleOf(vendor.name)}>
          {shown.map(({ id, name, email }) => (
            <label key={id} className="check"><input type="checkbox" checked={chosen.has(id)} onChange={(event) => choose(id, event.target.checked)} />{name} <span className="quiet">{email}</span></label>
          ))}
        </div>
        <ProblemNote problem={problem ?? refused} />
        <button className="primary">{t.curate.save}</button>
      </form>
    </Dialog>
  )
}
