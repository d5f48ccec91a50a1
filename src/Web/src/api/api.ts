import { t } from '../i18n/texts'
import { newKey } from './newKey'

/** What the server, or the way to it, had against a request (RFC 9457). */
export interface Problem {
  /** HTTP status; 0 when no answer came. */
  status: number
  code: string
  title: string
  detail?: string
  violations?: Violation[]
  /** What the refusal is about, by name. */
  facts?: Record<string, string>
  /** Seconds. */
  retryAfter?: number
}

/** One thing wrong with a document that was sent. */
export interface Violation {
  /** JSON pointer into the document. */
  pointer: string
  code: string
  message: string
}

export type Reply<T> = { ok: true; value: T; etag?: string } | { ok: false; problem: Problem }

export interface PostOptions {
  /** Idempotency key: the same key twice is one command. */
  key?: string
  /** Lets the request outlive the page. */
  keepalive?: boolean
}

export interface Api {
  get<T>(path: string): Promise<Reply<T>>
  post<T>(path: string, body?: unknown, options?: PostOptions): Promise<Reply<T>>
  put<T>(path: string, body: unknown, ifMatch?: string, options?: Pick<PostOptions, 'keepalive'>): Promise<Reply<T>>
  delete<T>(path: string): Promise<Reply<T>>
  /** The server's time, milliseconds since 1970, as far as its answers tell: leases end by its clock, not by ours. */
  serverNow(): number
}

export const root = '/api/v1'

/** Marks a request as this client's own, which other sites cannot do: the server's proof against forgery. */
export const clientHeader = { 'X-Labelwise-Client': 'web' }

const timeoutMs = 60_000

/** Of a page's requests that outlive it, all together: browsers refuse more than 64 KB. */
const mostKeptAliveBytes = 48 * 1024

/** No answer, or a proxy's word that there was none. */
const unanswered: ReadonlySet<number> = new Set([0, 502, 504])

/**
 * @param send `fetch`, or what stands in for it in tests.
 * @param signedOut Told when the session has ended.
 * @param heard Told of every request whether it was answered.
 * @param most Bytes of a body that the server takes at most, where it has said so: a larger one may end in a broken connection, which looks like no network.
 */
export function createApi(send: typeof fetch, signedOut: () => void = () => {}, heard: (answered: boolean) => void = () => {}, most: () => number | undefined = () => undefined): Api {
  let aheadMs = 0
  async function call<T>(method: string, path: string, body: unknown, headers: Record<string, string>, keepalive = false) {
    const isForm = body instanceof FormData
    if (body !== undefined && !isForm) headers['Content-Type'] = 'application/json'
    const content = body === undefined ? undefined : isForm ? body : JSON.stringify(body)
    const limit = most()
    if (typeof content === 'string' && limit !== undefined && isLarger(content, limit)) return tooLarge(limit)
    const outlives = keepalive && (typeof content !== 'string' || !isLarger(content, mostKeptAliveBytes))
    const reply = await answerOf<T>(async () => {
      const response = await send(root + path, {
        method,
        headers: { ...clientHeader, Accept: 'application/json', ...headers },
        body: content,
        credentials: 'same-origin',
        keepalive: outlives,
        signal: outlives ? null : AbortSignal.timeout(timeoutMs),
      })
      const date = Date.parse(response.headers.get('Date') ?? '')
      if (Number.isFinite(date)) aheadMs = date - Date.now()
      return response
    })
    heard(reply.ok || !unanswered.has(reply.problem.status))
    if (!reply.ok && reply.problem.status === 401 && path !== '/sessions') signedOut()
    return reply
  }

  return {
    get: (path) => call('GET', path, undefined, {}),
    post: (path, body, { key, keepalive } = {}) =>
      call('POST', path, body, { 'Idempotency-Key': key ?? newKey() }, keepalive),
    put: (path, body, ifMatch, { keepalive } = {}) => call('PUT', path, body, ifMatch ? { 'If-Match': ifMatch } : {}, keepalive),
    delete: (path) => call('DELETE', path, undefined, {}),
    serverNow: () => Date.now() + aheadMs,
  }
}

/** In UTF-8, where a code unit takes three bytes at most. */
const isLarger = (text: string, bytes: number) => text.length > bytes || (text.length * 3 > bytes && new TextEncoder().encode(text).length > bytes)

const tooLarge = (bytes: number): { ok: false; problem: Problem } =>
  ({ ok: false, problem: { status: 413, code: 'too-large', title: t.app.problems.tooLarge(Math.floor(bytes / 2 ** 20)), facts: { bytes: String(bytes) } } })

async function answerOf<T>(send: () => Promise<Response>): Promise<Reply<T>> {
  let response: Response
  try {
    response = await send()
  } catch {
    return { ok: false, problem: { status: 0, code: 'no-answer', title: t.app.problems.noAnswer } }
  }
  const content = await response.text().catch(() => '')
  const document = parse(content)
  if (response.ok) return { ok: true, value: document as T, etag: response.headers.get('ETag') ?? undefined }
  return { ok: false, problem: problemOf(response, document) }
}

function problemOf(response: Response, document: unknown): Problem {
  const given = (typeof document === 'object' && document !== null ? document : {}) as Partial<Problem>
  const retryAfter = given.retryAfter ?? Number(response.headers.get('Retry-After') ?? NaN)
  return {
    status: response.status,
    code: given.code ?? String(response.status),
    title: given.title ?? plainTitle(response.status),
    detail: given.detail,
    violations: Array.isArray(given.violations) ? given.violations : undefined,
    facts: given.facts,
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
  }
}

function plainTitle(status: number) {
  if (status === 401) return t.app.problems.signIn
  if (status === 403) return t.app.problems.mayNot
  if (status === 404) return t.app.problems.notThere
  if (status === 429) return t.app.problems.tooMany
  if (status >= 500) return t.app.problems.server
  return t.app.problems.refused(status)
}

function parse(content: string): unknown {
  if (content === '') return undefined
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

/** One sentence for a person: in their language where it knows the refusal, else in the server's words. */
export function sayProblem(problem: Problem): string {
  return t.refusals.problems[problem.code]?.(problem) ?? problem.detail ?? problem.title
}

export function sayViolation(violation: Violation): string {
  return t.refusals.violations[violation.code] ?? violation.message
}

/** True when the same request may well succeed later, unchanged. */
export function isPassing(problem: Problem): boolean {
  return problem.status === 0 || problem.status === 408 || problem.status === 429 || problem.status >= 500
}
