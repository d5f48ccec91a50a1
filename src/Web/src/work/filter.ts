import type { DataSpec, PropertyRule } from '../specs/spec'

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
  /** A question and its answer, as `colour:red`: of those objects, else of whatever is asked it. */
  answer?: string
  /** How many, of that class or of any; with an answer, how many say so. */
  minObjects?: string
  maxObjects?: string
  /** These tasks alone, by their numbers with commas between them. */
  numbers?: string
}

export const filterNames = ['state', 'class', 'annotator', 'answered', 'minConfidence', 'maxConfidence', 'q', 'metadata', 'tag', 'disputed', 'waiting', 'workOrder', 'object', 'answer', 'minObjects', 'maxObjects', 'numbers'] as const

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

/** Answers that were chosen from a few, by the question, and each object's by its class: what texts and numbers say is not found so. */
export interface AnswerGroup {
  question: string
  /** The class of objects that are asked; absent where the whole sample is. */
  of?: string
  choices: { value: string; answer: string; text: string }[]
}

/** @param yes, no What the answers of a question of yes or no are called. */
export function answerGroups(spec: DataSpec, yes: string, no: string): AnswerGroup[] {
  const group = (rule: PropertyRule, of?: string): AnswerGroup => {
    const named = rule.type === 'boolean' ? [['true', yes], ['false', no]] as const : (rule.options ?? []).map(({ name }) => [name, name] as const)
    return { question: rule.name, of, choices: named.map(([said, text]) => ({ value: `${of ?? ''}\n${rule.name}:${said}`, answer: `${rule.name}:${said}`, text })) }
  }
  const question = questionOf(spec)
  const whole = spec.properties.filter((rule) => rule !== question).map((rule) => group(rule))
  return [...whole, ...spec.classes.flatMap((one) => (one.properties ?? []).map((rule) => group(rule, one.name)))].filter((one) => one.choices.length > 0)
}

/** What a classification answers: the classes of whole samples. */
export const questionOf = (spec: DataSpec) => spec.properties.find((rule) => rule.type === 'option' && rule.required) ?? spec.properties.find((rule) => rule.type === 'option')

export function chosenAnswer(filter: TaskFilter, groups: readonly AnswerGroup[]): string {
  if (!filter.answer) return ''
  const all = groups.flatMap((group) => group.choices.filter((one) => one.answer === filter.answer).map((one) => ({ of: group.of, value: one.value })))
  return (all.find((one) => one.of === filter.object) ?? all.find((one) => !one.of) ?? all[0])?.value ?? filter.answer
}

/** Whether the answer is one of the objects asked for, so that it goes with them. */
export const isOfObject = (filter: TaskFilter, groups: readonly AnswerGroup[]) => !!filter.object && chosenAnswer(filter, groups).startsWith(`${filter.object}\n`)

/** An answer about objects asks for those objects too; one about the whole sample leaves them as they were asked for. */
export function chooseAnswer(filter: TaskFilter, groups: readonly AnswerGroup[], chosen: string): TaskFilter {
  const group = groups.find((one) => one.choices.some((choice) => choice.value === chosen))
  const answer = group?.choices.find((choice) => choice.value === chosen)?.answer
  return { answer, ...(group?.of && { ...chooseObjects(filter, group.of) }) }
}

/** Address of the tasks that pass. */
export const tasksAt = (project: string, filter: TaskFilter) => {
  const query = queryOf(filter)
  return `/projects/${project}/work${query ? `?${query}` : ''}`
}
