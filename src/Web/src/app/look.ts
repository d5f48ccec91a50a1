/** Light, dark, or as the device has it. */
export type Look = 'system' | 'light' | 'dark'

const name = 'labelwise.look'
const looks: readonly Look[] = ['system', 'light', 'dark']
const device = matchMedia('(prefers-color-scheme: dark)')
const watchers = new Set<() => void>()
const tell = () => watchers.forEach((changed) => changed())

export function chosenLook(): Look {
  const kept = localStorage.getItem(name) as Look
  return looks.includes(kept) ? kept : 'system'
}

export function chooseLook(look: Look) {
  localStorage.setItem(name, look)
  showLook()
  tell()
}

/** Every colour follows from this one property. */
export function showLook() {
  const look = chosenLook()
  document.documentElement.style.colorScheme = look === 'system' ? '' : look
}

/** Told when light becomes dark or the other way round, for what is drawn and not styled. */
export function onLookChanged(changed: () => void): () => void {
  watchers.add(changed)
  device.addEventListener('change', changed)
  return () => {
    watchers.delete(changed)
    device.removeEventListener('change', changed)
  }
}
