import { useState } from 'react'
import { Link } from 'react-router'
import { useCourier, useMe, useServices } from '../app/services'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { PasswordForm } from './PasswordForm'
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
          <p><Link to="/profile" onClick={() => setOpen(false)}>{t.profile.open}</Link></p>
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
