import { useEffect, useState } from 'react'
import { useMe, useServices } from '../app/services'
import { t } from '../i18n/texts'
import type { Problem } from './api'
import { keep, readKept, type Kept } from './kept'
import { useGet } from './useGet'

/** How soon somebody who edits hears that another has saved. */
const lookEveryMs = 15_000

/** Somebody else has saved a version since these changes were begun. */
export interface Clash {
  /** The version that the changes were made to. */
  base: number
  theirs: { version: number; text: string }
  mine: string
}

export interface Edit<T> {
  /** As the server has it; undefined until it has said so. */
  saved: T | undefined
  problem: Problem | undefined
  text: string
  /** Whether the text is another than the one saved. */
  changed: boolean
  clash: Clash | undefined
  path: string
  change(text: string): void
  undo(): void
  /** After a clash: what is written over their version, knowing it. */
  overTheirs(text: string): void
  /** Nobody's version is overwritten unseen: where there is a newer one, nothing is saved and it becomes a clash. */
  save(body: unknown): Promise<Problem | undefined>
}

/** A versioned document while it is edited. The changes stay in this browser until they are saved or undone.
 * @param write The document as the text that is edited. */
export function useEdit<T extends { version: number }>(project: string, name: 'spec' | 'guideline' | 'pipeline', write: (document: T) => string): Edit<T> {
  const { api, queries } = useServices()
  const user = useMe().id
  const path = `/projects/${project}/${name}`
  const { data: saved, problem } = useGet<T>(path, lookEveryMs)
  const [kept, setKept] = useState<Kept | undefined>(() => readKept(user, project, name))
  const [busy, setBusy] = useState(false)
  const written = saved && write(saved)
  // What is there already is no change, whoever saved it.
  const mine = saved && kept && kept.text !== written ? kept : undefined

  useEffect(() => {
    if (kept && kept.text === written) become(undefined)
  }, [kept, written])

  function become(next: Kept | undefined) {
    setKept(next)
    keep(user, project, name, next)
  }

  async function save(body: unknown): Promise<Problem | undefined> {
    if (!saved) return undefined
    setBusy(true)
    const sent = mine
    const reply = await api.put<{ version: number }>(path, body, `"v${mine?.base ?? saved.version}"`)
    if (reply.ok || reply.problem.status === 412) await queries.invalidateQueries({ queryKey: [path] })
    if (reply.ok) {
      void queries.invalidateQueries({ queryKey: [`/projects/${project}`] })
      // What was typed while it was on its way goes on from what is saved now.
      setKept((now) => {
        const next = now && now.text !== sent?.text ? { base: reply.value.version, text: now.text } : undefined
        keep(user, project, name, next)
        return next
      })
    }
    setBusy(false)
    return reply.ok ? undefined : reply.problem.status === 412 ? { ...reply.problem, code: 'newer-version', detail: t.projects.changedMeanwhile } : reply.problem
  }

  return {
    saved, problem, path, save,
    text: mine?.text ?? written ?? '',
    changed: mine !== undefined,
    clash: mine && !busy && saved!.version !== mine.base ? { base: mine.base, theirs: { version: saved!.version, text: written! }, mine: mine.text } : undefined,
    change: (text) => saved && become(text === written ? undefined : { base: mine?.base ?? saved.version, text }),
    undo: () => become(undefined),
    overTheirs: (text) => saved && become(text === written ? undefined : { base: saved.version, text }),
  }
}
