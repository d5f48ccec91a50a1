import { expect, test } from 'vitest'
import { answerPage, cacheOf, isPageOf, lockOf, patienceMs, toSweep, wayOf, type Build } from './rules'

const home = 'https://labels.example.org'
const build: Build = { name: 'b2', files: ['/assets/index-2.js', '/assets/index-2.css', '/mark.svg'] }

test.each([
  ['GET', 'navigate', '/projects/p/label?task=t', 'page'],
  ['GET', 'navigate', '/', 'page'],
  ['GET', 'navigate', '/api/v1/projects/p/report', 'leave'],
  ['GET', 'navigate', '/files/a.zip', 'leave'],
  ['GET', 'cors', '/assets/index-2.js', 'file'],
  ['GET', 'cors', '/assets/of-an-older-tab-1.js', 'file'],
  ['GET', 'no-cors', '/mark.svg', 'file'],
  ['GET', 'no-cors', '/api/v1/samples/s/content?size=1024', 'leave'],
  ['GET', 'cors', '/api/v1/me', 'leave'],
  ['POST', 'cors', '/api/v1/tasks/t/submit', 'leave'],
  ['POST', 'navigate', '/', 'leave'],
  ['GET', 'cors', '/healthz', 'leave'],
  ['GET', 'cors', '/live/negotiate', 'leave'],
  ['GET', 'same-origin', '/worker.js', 'leave'],
] as const)('%s (%s) %s: %s', (method, mode, path, way) => {
  expect(wayOf({ method, mode, url: home + path }, home, build)).toBe(way)
})

test('what is of another origin is left alone, whatever its path', () => {
  expect(wayOf({ method: 'GET', mode: 'no-cors', url: 'https://elsewhere.example.org/assets/index-2.js' }, home, build)).toBe('leave')
})

const fresh = () => new Response('new page')
const old = async () => new Response('kept page')
/** Ends only when the test says so. */
function clock() {
  let end = () => {}
  const asked: number[] = []
  return { asked, pause: (ms: number) => (asked.push(ms), new Promise<void>((done) => (end = done))), passes: () => end() }
}
const text = async (reply: Promise<Response>) => (await reply).text()

test("the server's page is shown, so that a new version is seen at once", async () => {
  const { pause, asked } = clock()
  expect(await text(answerPage({ ask: async () => fresh(), kept: old, pause }))).toBe('new page')
  expect(asked).toEqual([patienceMs])
})

test.each([
  ['there is no network', async () => { throw new TypeError('Failed to fetch') }],
  ['the server is only starting', async () => new Response('Bad gateway', { status: 502 })],
])('the kept page is shown where %s', async (_, ask: () => Promise<Response>) => {
  expect(await text(answerPage({ ask, kept: old, pause: clock().pause }))).toBe('kept page')
})

test('the kept page is shown where no answer comes soon', async () => {
  const { pause, passes } = clock()
  const page = answerPage({ ask: () => new Promise(() => {}), kept: old, pause })
  passes()
  expect(await text(page)).toBe('kept page')
})

test('with nothing kept a slow answer is waited for, and a refusal is what it is', async () => {
  const { pause, passes } = clock()
  let answer = (_: Response) => {}
  const page = answerPage({ ask: () => new Promise((done) => (answer = done)), kept: async () => undefined, pause })
  passes()
  answer(fresh())
  expect(await text(page)).toBe('new page')
  const refused = await answerPage({ ask: async () => new Response('', { status: 503 }), kept: async () => undefined, pause: clock().pause })
  expect(refused.status).toBe(503)
  await expect(answerPage({ ask: async () => { throw new TypeError('no network') }, kept: async () => undefined, pause: clock().pause })).rejects.toThrow('no network')
})

test("a page and another build's files are never put together", () => {
  const page = (...files: string[]) => `<link rel="icon" href="/mark.svg">${files.map((file) => `<script type="module" src="${file}"></script>`).join('')}`
  expect(isPageOf(page('/assets/index-2.js'), build)).toBe(true)
  expect(isPageOf(page('/assets/index-2.js', '/assets/index-1.css'), build)).toBe(false)
  expect(isPageOf('<h1>Sign in to the hotel</h1>', build)).toBe(false)
})

test('files of builds that no open page is of are swept away, and nothing else', () => {
  const caches = new Map([
    [cacheOf({ name: 'b0', files: [] }), ['/', '/assets/index-0.js']],
    [cacheOf({ name: 'b1', files: [] }), ['/', '/assets/index-1.js']],
    [cacheOf(build), ['/', '/assets/index-2.js']],
    ['of something else', ['/x']],
  ])
  expect(toSweep(caches, build, [lockOf('/assets/index-1.js'), 'labelwise user project'])).toEqual([cacheOf({ name: 'b0', files: [] })])
  expect(toSweep(caches, build, [])).toHaveLength(2)
})
