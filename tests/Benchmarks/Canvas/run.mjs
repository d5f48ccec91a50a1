// Ours beside Annotorious, on the same picture with the same 2,000 polygons, in turn in one run: `npm ci && npm run bench`.
// Prints one JSON line; ends with 1 where ours is not at most half of theirs in everything.
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { build, preview } from 'vite'

const chromiumPath = process.env.LABELWISE_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
const rounds = Number(process.argv[2] ?? 3)
const measures = ['firstDrawMs', 'panMedianMs', 'panP95Ms', 'zoomMedianMs', 'zoomP95Ms', 'dragMedianMs', 'dragP95Ms', 'heapMb']

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
const sort = (list) => [...list].sort((a, b) => a - b)
const median = (list) => at(sort(list), 0.5)

/** A guard against hanging, no expectation: without a graphics card a frame of WebGL may take a second. */
const longestMs = 900_000
const within = (ms, work) => Promise.race([work, new Promise((_, fail) => setTimeout(() => fail(new Error(`nothing came in ${ms} ms`)), ms).unref())])

async function measure(url) {
  // Frames as fast as they can be made: otherwise the screen's rate would be measured.
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-frame-rate-limit', '--disable-gpu-vsync', '--enable-precise-memory-info', '--js-flags=--expose-gc'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    page.on('pageerror', (error) => console.error(url, error.message))
    await page.goto(url)
    await page.waitForFunction(() => window.bench, undefined, { timeout: 120_000 })
    const { firstDrawMs, pan, zoom, heapMb, drag } = await within(longestMs, page.evaluate(async () => {
      const { bench } = window
      const [pan, zoom] = [await bench.pan(), await bench.zoom()]
      gc()
      const heapMb = performance.memory.usedJSHeapSize / 2 ** 20
      return { firstDrawMs: bench.firstDrawMs, pan, zoom, heapMb, drag: await bench.drag() }
    }))
    const two = (name, times) => ({ [`${name}MedianMs`]: median(times), [`${name}P95Ms`]: at(sort(times), 0.95) })
    return { firstDrawMs, ...two('pan', pan), ...two('zoom', zoom), ...two('drag', drag), heapMb }
  } finally {
    await browser.close()
  }
}

await build({ logLevel: 'error' })
const server = await preview({ preview: { port: 0 }, logLevel: 'error' })
const base = server.resolvedUrls.local[0]
const found = { ours: [], theirs: [] }
for (let round = 0; round < rounds; round++)
  for (const who of Object.keys(found)) found[who].push(await measure(`${base}${who}.html`))
await server.close()

const middle = (who) => Object.fromEntries(measures.map((name) => [name, Math.round(median(found[who].map((one) => one[name])) * 100) / 100]))
const [ours, annotorious] = [middle('ours'), middle('theirs')]
const ratio = Object.fromEntries(measures.map((name) => [name, Math.round((ours[name] / annotorious[name]) * 100) / 100]))
console.log(JSON.stringify({ benchmark: 'canvas', rounds, ours, annotorious, ratio }))
process.exitCode = Object.values(ratio).every((one) => one <= 0.5) ? 0 : 1
