import type { Minute } from './progress'

const minuteMs = 60_000

/** Each minute from the first on, those without any work too; without the one that is still running, unless all is in it. */
export function wholeMinutes(told: readonly Minute[], now: number): Minute[] {
  const [first, last] = [told[0], told.at(-1)]
  if (!first || !last) return []
  const known = new Map(told.map((minute) => [Date.parse(minute.at), minute]))
  const running = Math.floor(now / minuteMs) * minuteMs
  const end = Math.max(Date.parse(first.at), Math.min(running - minuteMs, Date.parse(last.at) + 2 * minuteMs))
  const all: Minute[] = []
  // The minute before the first had no work; a line needs two ends.
  for (let at = Date.parse(first.at) - minuteMs; at <= end; at += minuteMs)
    all.push(known.get(at) ?? { at: new Date(at).toISOString(), submissions: 0, decided: 0 })
  return all
}

const hourMs = 60 * minuteMs

/** Each hour from the first with work to the last, those without any work too, and one more on either side: a line needs two ends. */
export function wholeHours(told: readonly Minute[]): Minute[] {
  const [first, last] = [told[0], told.at(-1)]
  if (!first || !last) return []
  const known = new Map(told.map((hour) => [Date.parse(hour.at), hour]))
  const all: Minute[] = []
  for (let at = Date.parse(first.at) - hourMs; at <= Date.parse(last.at) + hourMs; at += hourMs)
    all.push(known.get(at) ?? { at: new Date(at).toISOString(), submissions: 0, decided: 0 })
  return all
}
