import { sayProblem } from '../api/api'
import { t } from '../i18n/texts'
import type { LabelDocument } from '../labels/labels'

export interface Model {
  id: string
  name: string
  versions: ModelVersion[]
}

export interface ModelVersion {
  version: number
  createdAt?: string
  sha256?: string
  card?: { task?: string; classes?: string[]; license?: string; trainedOn?: string }
  /** The sealed version that the card names; the project only where one may know of it. */
  trainedOn?: { project?: string; projectName?: string; version: number; split?: string }
  /** Why it cannot predict this project's samples. */
  misfit?: { code: string; detail: string; classes?: string[] }
}

/** What a model learnt from, as people call it: never an id. */
export function sayTrainedOn({ card, trainedOn }: ModelVersion, here: string, names: ReadonlyMap<number, string>): string | undefined {
  if (!trainedOn) return card?.trainedOn
  const { project, projectName, version, split } = trainedOn
  const name = project === here ? names.get(version) : undefined
  const of = project === here ? undefined : (projectName ?? t.bench.otherProject)
  return [of, [t.curate.version(version), name && `“${name}”`].filter(Boolean).join(' '), split].filter(Boolean).join(' · ')
}

/** In the reader's language, with the classes that are missing. */
export const sayMisfit = ({ code, detail, classes }: NonNullable<ModelVersion['misfit']>) =>
  sayProblem({ status: 409, code, title: detail, ...(classes && { facts: { classes: classes.join(', ') } }) })

/** One line of the list: a model version measured on a split of a sealed version. */
export interface EvaluationItem {
  id: string
  model: string
  modelVersion: number
  name: string
  version: number
  split?: string
  createdAt: string
  kind: 'classification' | 'detection' | 'text'
  samples: number
  metric: string
  value: number
  low?: number
  high?: number
  mayHaveSeen: boolean
}

export interface Measure {
  metric: string
  class?: string
  value: number
  low?: number
  high?: number
}

export interface Slice {
  name: string
  slice: string
  samples: number
  value: number
  low: number
  high: number
  standsOut: boolean
}

export interface Evaluation {
  id: string
  state: string
  of?: EvaluationItem
  measures?: Measure[]
  /** Labels of each class. */
  classes?: Record<string, number>
  confusion?: { truth: string; said: string; count: number }[]
  slices?: Slice[]
  workingScore?: number
  failures: number
  unlabeled: number
  latency?: { measured: number; p50Ms: number; p90Ms: number; p99Ms: number }
  samplesPerSecond?: number
  errors: number
}

export interface JudgedError {
  externalId: string
  task?: string
  sample: string
  width: number
  height: number
  truth: LabelDocument
  said: LabelDocument
  confidence?: number
  badness: number
}

export interface Difference {
  metric: string
  class?: string
  first: number
  second: number
  difference: number
  low: number
  high: number
  chance: number
  exceedsChance: boolean
}

export interface Comparison {
  first: EvaluationItem
  second: EvaluationItem
  differences: Difference[]
  mcNemar?: { onlyFirst: number; onlySecond: number; chance: number }
}

export interface CurveAnswer {
  series: { model: string; version: number; split?: string; sizes: number }[]
  unplaced: number
  model?: string
  version?: number
  split?: string
  metric?: string
  points?: { labels: number; value: number; low?: number; high?: number; modelVersion: number; trainedOn: number; mayHaveSeen: boolean }[]
  curve?: CurveBand[]
  ceiling?: number
  target?: { value: number; labels?: number; low?: number; high?: number; more?: number; cost?: string; currency?: string }
}

export interface CurveBand {
  labels: number
  value: number
  low: number
  high: number
}

export interface OnlineAnswers {
  answers: number
  different: number
  rate: number
  low: number
  high: number
  medianMs: number
}

export interface OnlineTest {
  models: { model: string; version: number; shown?: OnlineAnswers; hidden?: OnlineAnswers; timeFactor?: [number, number, number] }[]
  without?: OnlineAnswers
}

/** A split of a sealed version: what candidates are measured on. An empty split is all of it. */
export interface Exam {
  version: number
  split: string
}

/** A version of a model as people call it, where its name is known. */
export const sayModel = (models: readonly Model[] | undefined, { id, version }: { id: string; version: number }) => `${models?.find((one) => one.id === id)?.name ?? id} ${t.curate.version(version)}`

/** The candidate as one word: a model and its version. */
export const candidateOf = (model: string, version: number) => `${model} ${version}`

/** What predictions made elsewhere are said to be of. */
export const broughtModel = 'brought'

/** Metrics over all classes, in the order told. */
export const overall = (evaluation: Evaluation) => evaluation.measures?.filter((one) => one.class === undefined) ?? []

/** One line a class: the labels there are, and every metric of it. */
export function byClass(evaluation: Evaluation): { name: string; labels: number; of: Record<string, Measure> }[] {
  const classes = new Map<string, Record<string, Measure>>()
  for (const one of evaluation.measures ?? []) {
    if (one.class === undefined) continue
    const of = classes.get(one.class) ?? {}
    of[one.metric] = one
    classes.set(one.class, of)
  }
  return [...classes].map(([name, of]) => ({ name, labels: evaluation.classes?.[name] ?? 0, of })).filter((one) => one.labels > 0)
}

/** What of a metric is told first of each class. */
export const classMetrics = { classification: ['precision', 'recall', 'f1'], detection: ['AP', 'AP50', 'precision', 'recall', 'f1'], text: [] } as const

/** The confusions of an evaluation as a square, rows by truth; without an answer is the last column where there is any. */
export function confusionMatrix(evaluation: Evaluation): { truths: string[]; said: string[]; counts: number[][] } | undefined {
  if (!evaluation.confusion) return undefined
  const order = Object.keys(evaluation.classes ?? {})
  const truths = order.filter((name) => evaluation.confusion!.some((cell) => cell.truth === name))
  const said = [...new Set([...truths, ...evaluation.confusion.map((cell) => cell.said)])].sort((a, b) => place(a) - place(b))
  const counts = truths.map((truth) => said.map((answer) => evaluation.confusion!.find((cell) => cell.truth === truth && cell.said === answer)?.count ?? 0))
  return { truths, said, counts }

  function place(name: string) {
    const at = order.indexOf(name)
    return name === '' ? Infinity : at < 0 ? order.length : at
  }
}

/** Places on a line from least to most, by the logarithm, where labels are told: 1, 2 or 5 times a power of ten. */
export function logTicks(least: number, most: number): number[] {
  const ticks = []
  for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(most)); power++)
    for (const times of [1, 2, 5]) {
      const tick = times * 10 ** power
      if (tick >= least && tick <= most) ticks.push(tick)
    }
  return ticks.length > 7 ? ticks.filter((tick) => /^1/.test(String(tick))) : ticks
}

/** Round numbers over a range, about so many. */
export function ticks(least: number, most: number, about: number): number[] {
  const raw = (most - least) / about
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= raw)!
  const first = Math.ceil(least / step - 1e-9)
  return Array.from({ length: Math.floor(most / step + 1e-9) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}
