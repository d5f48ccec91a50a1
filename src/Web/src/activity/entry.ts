import { t } from '../i18n/texts'

/** One thing somebody did, as the log keeps it. */
export interface Entry {
  number: number
  at: string
  by: { user: string; name: string }
  kind: string
  facts: { name: string; value: string }[]
  token?: boolean
}

export interface LogFilter {
  by: string
  kind: string
  /** Days, as 2027-02-01; the last one is included. */
  from: string
  to: string
}

export const noFilter: LogFilter = { by: '', kind: '', from: '', to: '' }

/** @param startOf When a day begins where the person is. */
export function queryOf({ by, kind, from, to }: LogFilter, startOf: (day: string, later?: number) => string): string {
  const query = new URLSearchParams()
  if (by) query.set('by', by)
  if (kind) query.set('kind', kind)
  if (from) query.set('from', startOf(from))
  if (to) query.set('to', startOf(to, 1))
  return query.toString()
}

/** Entries under the day they were made on, in the order they came. */
export function byDay(entries: readonly Entry[], dayOf: (at: string) => string): { day: string; entries: Entry[] }[] {
  const days: { day: string; entries: Entry[] }[] = []
  for (const entry of entries) {
    const day = dayOf(entry.at)
    if (days.at(-1)?.day === day) days.at(-1)!.entries.push(entry)
    else days.push({ day, entries: [entry] })
  }
  return days
}

/** A filter of tasks in words; undefined where it was too long to be kept whole. */
export function sayFilter(json: string): string | undefined {
  try {
    const names: Record<string, string> = { ...t.curate.filters, q: t.curate.filters.name, minConfidence: t.curate.filters.from, maxConfidence: t.curate.filters.to, disputed: t.curate.filters.opinions, waiting: t.curate.filters.review }
    const parts = Object.entries(JSON.parse(json) as Record<string, unknown>).map(([name, value]) => `${names[name] ?? name} ${name === 'state' ? t.curate.states[value as 'QUEUED'] : String(value)}`)
    return parts.join(', ') || t.activity.any
  } catch {
    return undefined
  }
}
