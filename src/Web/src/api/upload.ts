import { t } from '../i18n/texts'
import { clientHeader, root, type Problem, type Reply } from './api'
import { newKey } from './newKey'

/** Sends a form with files and tells how far it is; `fetch` cannot tell that. */
export function upload<T>(path: string, form: FormData, sent: (share: number) => void): Promise<Reply<T>> {
  return new Promise((done) => {
    const request = new XMLHttpRequest()
    request.open('POST', root + path)
    for (const [name, value] of Object.entries({ ...clientHeader, Accept: 'application/json', 'Idempotency-Key': newKey() }))
      request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => lengthComputable && sent(loaded / total)
    request.onload = () => {
      const document = parse(request.responseText)
      if (request.status < 300) return done({ ok: true, value: document as T })
      const problem = (document ?? {}) as Partial<Problem>
      done({ ok: false, problem: { ...problem, status: request.status, code: problem.code ?? String(request.status), title: problem.title ?? t.app.problems.refused(request.status) } })
    }
    request.onerror = () => done({ ok: false, problem: { status: 0, code: 'no-answer', title: t.projects.imports.lost } })
    request.send(form)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
