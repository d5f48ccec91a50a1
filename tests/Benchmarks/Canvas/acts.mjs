// What one act costs on a picture full of shapes (2,000 polygons of 20 vertices), in a real browser against a server that runs:
//   LABELWISE_PASSWORD=… node acts.mjs http://127.0.0.1:5080 admin@example.org [acts]
// From a key to the next frame with it on screen, and how long nothing else could run meanwhile; drafts are kept all the while.
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { call, makeProject } from './server.mjs'

const [url, email, count = '100'] = process.argv.slice(2)
const password = process.env.LABELWISE_PASSWORD
const [width, height, polygons, vertices] = [2000, 1500, 2000, 20]
const { token, user } = await call(url, null, 'POST', '/sessions', { email, password })
const project = await makeProject(url, token, { media: 'image', classes: [{ name: 'cell', shape: 'polygon' }], properties: [] }, 1, width, height)
await call(url, token, 'POST', `/projects/${project}/members`, { user: user.id, roles: ['annotator'] })
const { items: [task] } = await call(url, token, 'GET', `/projects/${project}/tasks`)
const objects = Array.from({ length: polygons }, (_, i) => {
  const [cx, cy] = [20 + (i % 50) * 39, 15 + Math.floor(i / 50) * 36]
  return { id: `m${i}`, class: 'cell', shape: { polygon: [{ outer: Array.from({ length: vertices }, (_, v) => [cx + Math.cos(v * 0.31416) * 14.123, cy + Math.sin(v * 0.31416) * 12.456]) }] } }
})
const lease = await call(url, token, 'POST', `/projects/${project}/tasks/next`, { count: 1 })
await call(url, token, 'PUT', `/tasks/${task.id}/draft`, { lease: lease.tasks[0].lease.id, labels: { objects, properties: {} }, activeMs: 1, revision: 1 })

const browser = await chromium.launch({
  executablePath: process.env.LABELWISE_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync),
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--enable-precise-memory-info', '--js-flags=--expose-gc'],
})
const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
await page.goto(`${url}/projects/${project}/label`)
await page.getByLabel('E-mail').fill(email)
await page.getByLabel('Password').fill(password)
await page.keyboard.press('Enter')
await page.locator('.objects li').first().waitFor()
const found = await page.evaluate(async (acts) => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  const press = (key, more) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, ...more }))
  const long = []
  new PerformanceObserver((list) => long.push(...list.getEntries().map((one) => one.duration))).observe({ type: 'longtask' })
  const times = { nudge: [], copy: [], undo: [] }
  press('n')
  await painted()
  gc()
  const heapBefore = performance.memory.usedJSHeapSize
  for (let i = 0; i < acts; i++)
    for (const [kind, key, more] of [['nudge', 'ArrowRight', {}], ['copy', 'd', { ctrlKey: true }], ['undo', 'z', { ctrlKey: true }]]) {
      const began = performance.now()
      press(key, more)
      const ran = performance.now() - began
      await painted()
      times[kind].push([ran, performance.now() - began])
      await new Promise((done) => setTimeout(done, 20))
    }
  await new Promise((done) => setTimeout(done, 2500))
  gc()
  const at = (list, share) => Math.round([...list].sort((a, b) => a - b)[Math.floor(list.length * share)] * 10) / 10
  return {
    ...Object.fromEntries(Object.entries(times).flatMap(([kind, list]) => [
      [`${kind}RanMedianMs`, at(list.map((one) => one[0]), 0.5)], [`${kind}PaintedMedianMs`, at(list.map((one) => one[1]), 0.5)], [`${kind}PaintedP95Ms`, at(list.map((one) => one[1]), 0.95)],
    ])),
    longTasks: long.length, longestTaskMs: Math.round(Math.max(0, ...long)), heapGrewMb: Math.round((performance.memory.usedJSHeapSize - heapBefore) / 2 ** 20 * 10) / 10,
  }
}, Number(count))
await browser.close()
console.log(JSON.stringify({ benchmark: 'acts', polygons, vertices, acts: Number(count), ...found }))
