/** Which tasks are looked for, by the server's names; what is absent asks nothing. */
export interface TaskFilter {
  state?: string
  class?: string
  annotator?: string
  answered?: string
  minConfidence?: string
  maxConfidence?: string
  q?: string
  metadata?: string
  tag?: string
  disputed?: string
  waiting?: string
  workOrder?: string
}

export const filterNames = ['state', 'class', 'annotator', 'answered', 'minConfidence', 'maxConfidence', 'q', 'metadata', 'tag', 'disputed', 'waiting', 'workOrder'] as const

const numbers: ReadonlySet<string> = new Set(['minConfidence', 'maxConfidence'])
const truths: ReadonlySet<string> = new Set(['disputed', 'waiting'])

export function readFilter(params: URLSearchParams): TaskFilter {
  return Object.fromEntries(filterNames.flatMap((name) => (params.get(name) ? [[name, params.get(name)!]] : [])))
}

/** As parameters of an address, in a fixed order, so that equal filters have equal addresses. */
export function queryOf(filter: TaskFilter): string {
  const params = new URLSearchParams(filterNames.flatMap((name) => (filter[name] ? [[name, filter[name]]] : [])))
  return params.toString()
}

/** As the body of a request has it: numbers and truths are no text there. */
export function bodyOf(filter: TaskFilter): Record<string, string | number | boolean> {
  const body: Record<string, string | number | boolean> = {}
  for (const name of filterNames) {
    const value = filter[name]
    if (value) body[name] = numbers.has(name) ? Number(value) : truths.has(name) ? value === 'true' : value
  }
  return body
}

/** Address of the tasks that pass. */
export const tasksAt = (project: string, filter: TaskFilter) => {
  const query = queryOf(filter)
  return `/projects/${project}/work${query ? `?${query}` : ''}`
}
