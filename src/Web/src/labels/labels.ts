import { t } from '../i18n/texts'

/** A label document, as the API speaks of it: in names. */
export interface LabelDocument {
  objects: LabelObject[]
  properties: Answers
}

export interface LabelObject {
  id: string
  class: string
  shape: unknown
  properties?: Answers
  confidence?: number
}

export type Answer = string | string[] | number | boolean
export type Answers = Readonly<Record<string, Answer>>

export const nothingSaid: LabelDocument = { objects: [], properties: {} }

export function readLabels(document: Partial<LabelDocument> | undefined | null): LabelDocument {
  return { objects: document?.objects ?? [], properties: document?.properties ?? {} }
}

/** The answers in one line, in the spec's order where given. */
export function sayAnswers(labels: LabelDocument, order: readonly string[] = []): string {
  const names = [...new Set([...order, ...Object.keys(labels.properties)])]
  const said = names.flatMap((name) => {
    const answer = labels.properties[name]
    return answer === undefined ? [] : [names.length > 1 ? `${name}: ${sayAnswer(answer)}` : sayAnswer(answer)]
  })
  if (labels.objects.length > 0) said.push(t.work.objects(labels.objects.length))
  return said.join(' · ') || t.work.nothing
}

export function sayAnswer(answer: Answer): string {
  if (Array.isArray(answer)) return answer.length > 0 ? answer.join(', ') : t.work.noneOfThem
  if (typeof answer === 'boolean') return answer ? t.curate.spec.yes : t.curate.spec.no
  return String(answer)
}
