import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useMe, useServices } from '../app/services'
import { t } from '../i18n/texts'
import { AskAdmin } from '../projects/AskAdmin'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { sayNumber } from '../ui/say'
import type { Vendor } from './order'
import { VendorPeople, type VendorPart } from './VendorPeople'

interface Props {
  project: string
  vendors: readonly Vendor[] | undefined
  onChanged(): void
}

/** The companies whose people annotate. They are there for all projects: who they are is an administrator's to say. */
export function VendorCard({ project, vendors, onChanged }: Props) {
  const { api } = useServices()
  const me = useMe()
  const [setting, setSetting] = useState<{ vendor: Vendor; part: VendorPart }>()
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
      {vendors?.length === 0 && <p className="quiet">{say.noVendor}</p>}
      <ul className="vendor-list">
        {vendors?.map((vendor) => (
          <li key={vendor.id}>
            <b>{vendor.name}</b>
            <span className="quiet">
              {say.people(sayNumber(vendor.members.length), vendor.members.length === 1)}{vendor.members.length > 0 && `: ${namesOf(vendor.members)}`}
              {vendor.managers.length > 0 && <><br />{say.managers(namesOf(vendor.managers))}</>}
            </span>
            {me.admin && (
              <span className="row">
                <button onClick={() => setSetting({ vendor, part: 'members' })} aria-label={say.setPeopleOf(vendor.name)}>{say.setPeople}</button>
                <button className="plain" onClick={() => setSetting({ vendor, part: 'managers' })} aria-label={say.setManagersOf(vendor.name)}>{say.setManagers}</button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {me.admin ? (
        <form className="row end" onSubmit={make}>
          <Field label={say.newVendor}><input name="name" required maxLength={200} /></Field>
          <button>{say.newVendor}</button>
        </form>
      ) : <AskAdmin project={project} />}
      <ProblemNote problem={problem} />
      {setting && <VendorPeople {...setting} onClose={() => setSetting(undefined)} onSet={onChanged} />}
    </section>
  )
}

const namesOf = (people: readonly { name: string }[]) => people.map(({ name }) => name).join(', ')
