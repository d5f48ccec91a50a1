import { language } from '../i18n/texts'

/** The language in use, as it is written where the person is. It is known only once the page has begun. */
const locale = () => navigator.languages.find((one) => one.slice(0, 2) === language) ?? language

const formats = new Map<string, Intl.NumberFormat>()
function inNumbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`
  const known = formats.get(key) ?? new Intl.NumberFormat(locale(), options)
  formats.set(key, known)
  return known
}

export const sayNumber = (value: number) => inNumbers({}).format(value)
/** @param digits After the point, all of them shown. */
export const sayFixed = (value: number, digits: number, signDisplay: 'auto' | 'exceptZero' = 'auto') => inNumbers({ minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay }).format(value)
/** Two digits after the point; a dash for what is not known. */
export const sayTwo = (value: number | null | undefined) => (typeof value === 'number' ? sayFixed(value, 2) : '–')
/** @param value In [0, 1]. */
export const sayShare = (value: number) => inNumbers({ style: 'percent', maximumFractionDigits: 1 }).format(value)

const inUnit = (unit: 'second' | 'minute' | 'hour' | 'day', value: number) => inNumbers( { style: 'unit', unit, unitDisplay: unit === 'day' ? 'long' : 'short' }).format(value)

/** Of a few seconds, in the language's own words. */
export const sayTenths = (seconds: number) => inNumbers({ style: 'unit', unit: 'second', unitDisplay: 'narrow', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(seconds)

export function saySeconds(seconds: number): string {
  if (seconds < 60) return inUnit('second', Math.max(1, Math.round(seconds)))
  if (seconds < 3600) return inUnit('minute', Math.round(seconds / 60))
  if (seconds < 48 * 3600) return inUnit('hour', Math.round(seconds / 360) / 10)
  return inUnit('day', Math.round(seconds / 86400))
}

const zoneName = 'labelwise.timeZone'

/** The zone that times are shown in: what the person chose in this browser, else the device's. */
export const timeZone: { chosen: string | undefined; device: string } = { chosen: readZone(), device: Intl.DateTimeFormat().resolvedOptions().timeZone }

function readZone(): string | undefined {
  try {
    const kept = localStorage.getItem(zoneName)
    if (kept) new Intl.DateTimeFormat('en', { timeZone: kept })
    return kept ?? undefined
  } catch {
    return undefined
  }
}

/** @param zone As Asia/Seoul; undefined for the device's. */
export function chooseTimeZone(zone: string | undefined) {
  timeZone.chosen = zone
  if (zone) localStorage.setItem(zoneName, zone)
  else localStorage.removeItem(zoneName)
}

const inZone = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale(), { timeZone: timeZone.chosen, ...options })

function say(at: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? '' : inZone(options).format(date)
}

export const sayMoment = (at: string) => say(at, { dateStyle: 'medium', timeStyle: 'short' })
export const sayTime = (at: string) => say(at, { hour: '2-digit', minute: '2-digit' })
export const sayDay = (at: string) => say(at, { dateStyle: 'full' })

/**
 * The moment at which a day begins in the zone that times are shown in.
 * @param day As 2027-02-01.
 * @param later Days after it.
 */
export function startOfDay(day: string, later = 0): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return momentAt(Date.UTC(year, month - 1, date + later))
}

/** The moment that somebody means who typed a day and a time.
 * @param typed As 2027-02-01T12:00, by the clock that times are shown by. */
export const momentOf = (typed: string) => momentAt(Date.parse(`${typed}Z`))

/** A moment as it is typed: 2027-02-01T12:00. */
export const typedAs = (at: string) => new Date(Date.parse(at) + offsetMs(Date.parse(at))).toISOString().slice(0, 16)

/** @param shown What the zone's clock shows, as if it were UTC. */
function momentAt(shown: number): string {
  // What it shows then tells how far it is off; once more, as it may change in between.
  const once = shown - offsetMs(shown)
  return new Date(shown - offsetMs(once)).toISOString()
}

function offsetMs(at: number): number {
  const parts = Object.fromEntries(inZone({ hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', calendar: 'gregory', numberingSystem: 'latn' }).formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(parts.year!, parts.month! - 1, parts.day, parts.hour, parts.minute, parts.second) - at
}

/** @param amount Decimal text; shown with every digit it has, and with as many as its currency is written with: none of the won. */
export function sayMoney(amount: string, currency: string): string {
  const usual = inNumbers({ style: 'currency', currency }).resolvedOptions().minimumFractionDigits ?? 2
  const digits = Math.min(10, Math.max(usual, amount.split('.')[1]?.replace(/0+$/, '').length ?? 0))
  return inNumbers({ style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(Number(amount))
}
