// The curator's grid at many tasks beside the same grid at a thousand, in a real browser against a server that runs:
//   LABELWISE_PASSWORD=… node grid.mjs http://127.0.0.1:5080 admin@example.org [tasks]
// Time from opening the page to the first rows, from a leap into the middle to its rows, and frames while scrolling.
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { call } from './server.mjs'

const [url, email, most = '1000000'] = process.argv.slice(2)
const password = process.env.LABELWISE_PASSWORD
const few = 1_000
const { token } = await call(url, null, 'POST', '/sessions', { email, password })
const browser = await chromium.launch({
  executablePath: process.env.LABELWISE_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync),
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
})

/** @returns The id of a project of so many short texts. */
async function project(tasks) {
  const spec = { media: 'text', classes: [], properties: [{ name: 'tone', type: 'option', options: ['good', 'bad'], required: true }] }
  const { id } = await call(url, token, 'POST', '/projects', { name: `Grid ${tasks}`, spec })
  const lines = []
  for (let i = 0; i < tasks; i++) lines.push(`{"externalId":"row-${String(i).padStart(8, '0')}","text":"Row ${i}: the parcel came ${i % 30} days late."}\n`)
  const form = new FormData()
  form.append('format', 'text')
  form.append('file', new Blob(lines), 'rows.jsonl')
  const job = await call(url, token, 'POST', `/projects/${id}/imports`, form)
  for (;;) {
    const { state } = await call(url, token, 'GET', `/jobs/${job.id}`)
    if (state === 'succeeded') return id
    if (state === 'failed' || state === 'cancelled') throw new Error(`The import ${state}.`)
    await new Promise((done) => setTimeout(done, 500))
  }
}

async function measure(tasks) {
  const id = await project(tasks)
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  const page = await context.newPage()
  await page.goto(`${url}/projects/${id}`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  const work = page.locator(`a[href$="/work"]`)
  await work.waitFor()
  const found = await page.evaluate(async (last) => {
    const named = (name) => [...document.querySelectorAll('.tile-name')].find((tile) => tile.textContent === name)
    const until = async (is) => { while (!is()) await new Promise((done) => requestAnimationFrame(done)) }
    const began = performance.now()
    document.querySelector('a[href$="/work"]').click()
    await until(() => named('row-00000000'))
    const firstRowsMs = performance.now() - began
    const grid = document.querySelector('.task-grid')
    const frames = []
    let before = performance.now()
    for (let i = 0; i < 300; i++) {
      grid.scrollTop += 40
      await new Promise((done) => requestAnimationFrame(done))
      frames.push(performance.now() - before)
      before = performance.now()
    }
    const leapt = performance.now()
    grid.scrollTop = grid.scrollHeight
    await until(() => named(last))
    const leapMs = performance.now() - leapt
    frames.sort((a, b) => a - b)
    const at = (share) => Math.round(frames[Math.floor(frames.length * share)] * 10) / 10
    return { firstRowsMs: Math.round(firstRowsMs), leapToEndMs: Math.round(leapMs), frameMedianMs: at(0.5), frameP95Ms: at(0.95), elements: document.querySelectorAll('.tile').length }
  }, `row-${String(tasks - 1).padStart(8, '0')}`)
  await context.close()
  return { tasks, ...found }
}

console.log(JSON.stringify({ benchmark: 'task-grid', few: await measure(few), many: await measure(Number(most)) }))
await browser.close()
