// From the key that submits to the next picture drawn, in a real browser against a server that runs:
//   LABELWISE_PASSWORD=… node next.mjs http://127.0.0.1:5080 admin@example.org [pictures]
// The server's share is what of that time it spent answering: the next picture is here before it is asked for, so none.
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { call, makeProject } from './server.mjs'

const [url, email, count = '40'] = process.argv.slice(2)
const password = process.env.LABELWISE_PASSWORD
const { token, user } = await call(url, null, 'POST', '/sessions', { email, password })
const spec = { media: 'image', classes: [], properties: [{ name: 'quality', type: 'option', options: ['good', 'bad'], required: true }] }
const project = await makeProject(url, token, spec, Number(count), 1600, 1200)
await call(url, token, 'POST', `/projects/${project}/members`, { user: user.id, roles: ['annotator'] })

const browser = await chromium.launch({
  executablePath: process.env.LABELWISE_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync),
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
})
const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
await page.goto(`${url}/projects/${project}/label`)
await page.getByLabel('E-mail').fill(email)
await page.getByLabel('Password').fill(password)
await page.keyboard.press('Enter')
await page.locator('.picture img').waitFor()
const found = await page.evaluate(async (count) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  const name = () => document.querySelector('.stage.picture')?.getAttribute('aria-label')
  const times = []
  for (let i = 0; i + 1 < count; i++) {
    // A person looks at a picture before they answer: time in which the next ones come.
    await new Promise((done) => setTimeout(done, 300))
    const before = name()
    const asked = performance.now()
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '1', code: 'Digit1', bubbles: true }))
    while (name() === before || !document.querySelector('.picture img')) {
      if (!name() && document.querySelector('.stage .calm')) return times
      await frame()
    }
    await frame()
    const drawn = performance.now()
    const waited = performance.getEntriesByType('resource').filter((one) => one.initiatorType === 'img' && one.startTime >= asked && one.responseEnd <= drawn)
    times.push({ ms: drawn - asked, serverMs: Math.max(0, ...waited.map((one) => one.responseEnd - one.requestStart)) })
  }
  return times
}, Number(count))
await browser.close()
const sorted = (of) => found.map(of).sort((a, b) => a - b)
const at = (list, share) => Math.round(list[Math.min(list.length - 1, Math.floor(list.length * share))] * 10) / 10
const ms = sorted((one) => one.ms)
console.log(JSON.stringify({ benchmark: 'next-picture', tasks: found.length, medianMs: at(ms, 0.5), p95Ms: at(ms, 0.95), serverShareMedianMs: at(sorted((one) => one.serverMs), 0.5) }))
process.exitCode = at(ms, 0.5) <= 50 ? 0 : 1
