import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { Flags } from './Flags'
import type { Annotator } from './progress'

/** Flags that somebody contests and no curator has ruled on: what waits for a word. */
export function ContestedFlags({ project }: { project: string }) {
  const { data, reload } = useGet<{ items: Annotator[] }>(`/projects/${project}/annotators`)
  const waiting = (data?.items ?? []).flatMap((person) => (person.flags ?? []).filter(({ contest }) => contest && !contest.ruling).map((flag) => ({ person, flag })))
  if (waiting.length === 0) return null
  return (
    <section className="card stack" aria-labelledby="contested">
      <h2 id="contested">{t.vendor.contested}</h2>
      <p className="quiet">{t.vendor.contestedAbout}</p>
      <ul className="contested">
        {waiting.map(({ person, flag }) => (
          <li key={`${person.user} ${flag.code}`}>
            <b>{person.name}</b>
            <Flags project={project} whose={{ ...person, flags: [flag] }} role="curator" onSaid={reload} />
            <q>{flag.contest!.comment}</q>
          </li>
        ))}
      </ul>
    </section>
  )
}
