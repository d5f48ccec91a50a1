import { useState } from 'react'
import { useMe } from '../app/services'
import { chooseLook, chosenLook, type Look } from '../app/look'
import { PasswordForm } from '../sessions/PasswordForm'
import { changeLanguage, language, languages, t, type Language } from '../i18n/texts'
import { Field } from '../ui/Field'
import { chooseTimeZone, timeZone } from '../ui/say'
import { TokenSection } from './TokenSection'

/** Who one is here, how things are shown in this browser, the password, and the ways in for programs. */
export default function ProfilePage() {
  const me = useMe()
  const say = t.profile
  return (
    <main className="page narrow-page">
      <div className="page-head"><h1>{say.title}</h1></div>
      <div className="columns even">
        <section className="card stack" aria-labelledby="account">
          <h2 id="account">{say.account}</h2>
          <p><b>{me.name}</b><br /><span className="quiet">{me.email}{me.admin && ` · ${t.app.administrator}`}</span></p>
          <p className="quiet">{say.passwordEnds}</p>
          <PasswordForm onDone={() => {}} />
        </section>
        <Here />
      </div>
      <TokenSection />
    </main>
  )
}

function Here() {
  const say = t.profile
  const [look, setLook] = useState(chosenLook)
  const [zone, setZone] = useState(timeZone.chosen ?? '')
  return (
    <section className="card stack" aria-labelledby="here">
      <h2 id="here">{say.here}</h2>
      <Field label={t.app.language}>
        <select value={language} onChange={(event) => changeLanguage(event.target.value as Language)}>
          {Object.entries(languages).map(([code, { name }]) => <option key={code} value={code} lang={code}>{name}</option>)}
        </select>
      </Field>
      <Field label={say.look}>
        <select
          value={look}
          onChange={(event) => {
            chooseLook(event.target.value as Look)
            setLook(event.target.value as Look)
          }}
        >
          {(['system', 'light', 'dark'] as const).map((one) => <option key={one} value={one}>{say.looks[one]}</option>)}
        </select>
      </Field>
      <Field label={say.zone}>
        <select
          value={zone}
          onChange={(event) => {
            chooseTimeZone(event.target.value || undefined)
            setZone(event.target.value)
          }}
        >
          <option value="">{say.zoneOfDevice(timeZone.device)}</option>
          {Intl.supportedValuesOf('timeZone').map((one) => <option key={one} value={one}>{one.replaceAll('_', ' ')}</option>)}
        </select>
      </Field>
    </section>
  )
}
