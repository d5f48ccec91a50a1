import { lockOf } from './rules'

/** How long the first page has to itself at most, in milliseconds. */
const firstDrawMs = 5_000

/**
 * Has the browser keep this client's files, once the page is drawn, so that it opens without a network too. Absent where the page does
 * not come over a secure connection: there all is as without.
 * @param entry Path of the script that began this page.
 */
export function keepThisClient(entry: string) {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  // For as long as the page is there: its files are not swept away by a newer build.
  void navigator.locks.request(lockOf(entry), { mode: 'shared' }, () => new Promise(() => {})).catch(() => {})
  const register = () => void navigator.serviceWorker.register('/worker.js', { updateViaCache: 'none' }).catch(() => {})
  if ('requestIdleCallback' in window) requestIdleCallback(register, { timeout: firstDrawMs })
  else setTimeout(register, firstDrawMs)
}
