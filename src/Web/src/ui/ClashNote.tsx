import { lazy, Suspense, useEffect, useState } from 'react'
import type { Edit } from '../api/useEdit'
import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'

const TextDiff = lazy(() => import('./TextDiff'))

interface Props<T> {
  edit: Edit<T>
  read(older: T): string
  /** Whether a text makes sense: what two changes amount to may not. */
  isWhole?(text: string): boolean
}

/** Somebody has saved a newer version meanwhile: what differs, and what is to become of both. At the foot of the page, where it moves nothing under the hands of whoever types. */
export function ClashNote<T>({ edit, read, isWhole = () => true }: Props<T>) {
  const { clash } = edit
  const say = t.curate.clash
  const { data: base } = useGet<T>(clash ? `${edit.path}?version=${clash.base}` : null)
  const [both, setBoth] = useState<string>()
  useEffect(() => {
    let late = false
    setBoth(undefined)
    if (clash && base) void import('./merge').then(({ merged }) => {
      const text = merged(read(base), clash.theirs.text, clash.mine)
      if (!late && text !== undefined && isWhole(text)) setBoth(text)
    })
    return () => { late = true }
  }, [base, clash?.theirs.text, clash?.mine])
  if (!clash) return null
  return (
    <div className="note warn stack clash" role="alert">
      <p>{say.happened(t.curate.version(clash.theirs.version), t.curate.version(clash.base))}</p>
      <div className="row">
        {both !== undefined && <button type="button" className="primary" onClick={() => edit.overTheirs(both)}>{say.both}</button>}
        <button type="button" onClick={() => edit.overTheirs(clash.mine)}>{say.mine}</button>
        <button type="button" onClick={edit.undo}>{say.theirs}</button>
      </div>
      <details><summary>{say.differs}</summary><Suspense fallback={null}><TextDiff from={clash.theirs.text} to={clash.mine} /></Suspense></details>
    </div>
  )
}

/** Beside the button that saves: that what is changed is kept in this browser, and how to be rid of it. */
export function KeptNote({ edit }: { edit: Pick<Edit<unknown>, 'changed' | 'undo'> }) {
  return (
    <>
      <span className="quiet small" role="status">{edit.changed && t.curate.keptHere}</span>
      <button type="button" disabled={!edit.changed} onClick={edit.undo}>{t.curate.undo}</button>
    </>
  )
}
