import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Dialog } from '../ui/Dialog'
import { ProblemNote } from '../ui/ProblemNote'
import type { Vendor } from './order'

export type VendorPart = 'members' | 'managers'

interface Props {
  vendor: Vendor
  part: VendorPart
  onClose(): void
  onSet(): void
}

/** An administrator says who a vendor's people are, or who sees to them. */
export function VendorPeople({ vendor, part, onClose, onSet }: Props) {
  const { api } = useServices()
  const { data, problem } = useGet<{ items: { id: string; name: string; email: string }[] }>('/users')
  const [chosen, setChosen] = useState(() => new Set(vendor[part].map(({ user }) => user)))
  const [sought, setSought] = useState('')
  const [refused, setRefused] = useState<Problem>()
  const say = t.orders
  const title = part === 'members' ? say.peopleOf(vendor.name) : say.managersOf(vendor.name)
  const shown = data?.items.filter(({ name, email }) => `${name} ${email}`.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase())) ?? []

  function choose(user: string, has: boolean) {
    const next = new Set(chosen)
    if (has) next.add(user)
    else next.delete(user)
    setChosen(next)
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    const reply = await api.put(`/vendors/${vendor.id}/${part}`, { users: [...chosen] })
    if (!reply.ok) return setRefused(reply.problem)
    onSet()
    onClose()
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="quiet">{part === 'members' ? say.peopleMeans : say.managersMean}</p>
        <input type="search" aria-label={say.find} placeholder={say.find} value={sought} onChange={(event) => setSought(event.target.value)} />
        <div className="pick-people" role="group" aria-label={title}>
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
