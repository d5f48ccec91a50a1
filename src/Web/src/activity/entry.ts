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
