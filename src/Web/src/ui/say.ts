import { language } from '../i18n/texts'

const whole = new Intl.NumberFormat(language)
const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })

export const sayNumber = (value: number) => whole.format(value)
/** @param value In [0, 1]. */
export const sayShare = (value: number) => share.format(value)

export function saySeconds(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`
  if (seconds < 48 * 3600) return `${Math.round(seconds / 360) / 10} h`
  return `${Math.round(seconds / 86400)} days`
}

export function sayMoment(at: string): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? '' : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}

export function sayTime(at: string): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? '' : date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })
}

export const sayCount = (count: number, one: string, many = `${one}s`) => `${sayNumber(count)} ${count === 1 ? one : many}`

/** @param amount Decimal text; shown with every digit it has. */
export function sayMoney(amount: string, currency: string): string {
  const digits = Math.min(10, Math.max(2, amount.split('.')[1]?.length ?? 0))
  return new Intl.NumberFormat(language, { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(Number(amount))
}
