import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const built = fileURLToPath(new URL('../../../../.artifacts/web/dist/', import.meta.url))
const mostBytes = 250 * 1024

/** All files that a page cannot do without: what its modules import, and theirs, but nothing that waits until it is asked for. */
function neededBy(names: readonly string[]): Set<string> {
  const found = new Set<string>()
  const open = [...names]
  for (let name = open.pop(); name; name = open.pop()) {
    if (found.has(name)) continue
    found.add(name)
    if (!name.endsWith('.js')) continue
    const text = readFileSync(`${built}assets/${name}`, 'utf8')
    for (const [, other] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) open.push(other!)
  }
  return found
}

/** Compressing all of it takes its time on a loaded machine. The build that `tests/run` made; where nothing is built there is nothing to weigh. */
test.skipIf(!existsSync(`${built}index.html`))('the labeling page loads at most 250 KB, compressed', () => {
  const page = readFileSync(`${built}index.html`, 'utf8')
  const assets = readdirSync(`${built}assets`)
  const entries = [...page.matchAll(/assets\/([^"]+)"/g)].map(([, name]) => name!)
  // The page itself, the app that it waits for, live events, and every chunk that the labeling page is made of.
  const asked = assets.filter((name) => /^(App|LabelPage|esm)-.*\.js$/.test(name))
  expect(asked.length).toBeGreaterThanOrEqual(2)
  const bytes = [...neededBy([...entries, ...asked])].map((name) => readFileSync(`${built}assets/${name}`)).concat(readFileSync(`${built}index.html`))
  const gzip = bytes.reduce((sum, file) => sum + gzipSync(file).length, 0)
  const brotli = bytes.reduce((sum, file) => sum + brotliCompressSync(file).length, 0)
  console.log(`First load: ${Math.round(gzip / 1024)} KB gzip, ${Math.round(brotli / 1024)} KB brotli.`)
  expect(gzip).toBeLessThanOrEqual(mostBytes)
}, 120_000)
