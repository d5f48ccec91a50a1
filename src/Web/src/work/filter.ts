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
  /** Class of objects that the label holds; without bounds, one at least. */
  object?: string
  /** How many, of that class or of any. */
  minObjects?: string
  maxObjects?: string
}

export const filterNames = ['state', 'class', 'annotator', 'answered', 'minConfidence', 'maxConfidence', 'q', 'metadata', 'tag', 'disputed', 'waiting', 'workOrder', 'object', 'minObjects', 'maxObjects'] as const

export const numbers: ReadonlySet<string> = new Set(['minConfidence', 'maxConfidence', 'minObjects', 'maxObjects'])
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

/** What is chosen where labels that hold nothing can be chosen as a class can; no class has such a name. */
export const noObjects = ' none'

export const chosenObjects = (filter: TaskFilter) => filter.object ?? (holdsNone(filter) ? noObjects : '')

/** The change of a filter that goes with a choice; bounds stay, but for those that said "none". */
export function chooseObjects(filter: TaskFilter, chosen: string): TaskFilter {
  if (chosen === noObjects) return { object: undefined, minObjects: undefined, maxObjects: '0' }
  return { object: chosen || undefined, ...(holdsNone(filter) && { maxObjects: undefined }) }
}

const holdsNone = (filter: TaskFilter) => !filter.object && !filter.minObjects && filter.maxObjects === '0'

/** Address of the tasks that pass. */
export const tasksAt = (project: string, filter: TaskFilter) => {
  const query = queryOf(filter)
  return `/projects/${project}/work${query ? `?${query}` : ''}`
}
