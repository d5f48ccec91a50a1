import { t } from '../i18n/texts'
import { toast } from './toasts'

/**
 * Takes a text along, and says so. Browsers keep the clipboard from pages that come by plain http from another machine,
 * as on a site without certificates: there the older way does, by a field that is selected for a moment.
 * @param said What to say of it.
 */
export async function copy(text: string, said: string) {
  if (await (navigator.clipboard?.writeText(text).then(() => true, () => false)) || copySelected(text)) toast(said)
  else toast(t.curate.copyByHand, true)
}

function copySelected(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.style.cssText = 'position: fixed; inset: 0 auto auto 0; opacity: 0'
  const before = document.activeElement
  // Within a dialog nothing outside of it can be selected.
  const within = before?.closest('dialog') ?? document.body
  within.append(field)
  field.focus({ preventScroll: true })
  field.select()
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    field.remove()
    if (before instanceof HTMLElement) before.focus()
  }
}
