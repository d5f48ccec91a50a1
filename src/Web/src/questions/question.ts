import type { Api, Reply } from '../api/api'
import type { Sample } from '../tasks/task'

export type QuestionState = 'open' | 'answered' | 'closed'

export interface Someone {
  user: string
  name: string
}

/** A question with its thread, as the server tells it. */
export interface Question {
  id: string
  project: string
  state: QuestionState
  asker: Someone
  askedAt: string
  updatedAt: string
  about: { task?: string; sample?: Sample; object?: string; passage?: { guidelineVersion: number; text: string } }
  /** Its task waits for the answer without a lease. */
  waits: boolean
  messages: { by: Someone; text: string; at: string; answers: boolean }[]
}

/** What is asked about: a task in hand, or words of the guideline. */
export interface Subject {
  task?: string
  /** Id of an object in it. */
  object?: string
  passage?: { guidelineVersion: number; text: string }
}

/** Longest text of a turn, and longest passage quoted, in characters; the server's limits. */
export const longestText = 4000
export const longestPassage = 1000

/** @param key Belongs to the question, not to the attempt: sent twice it is asked once. */
export function ask(api: Api, project: string, about: Subject, text: string, lease: string | undefined, key: string): Promise<Reply<Question>> {
  const { task, object, passage } = about
  return api.post(`/projects/${project}/questions`, {
    text, ...(task && { task }), ...(object && { object }), ...(lease && { lease }),
    ...(passage && { passage: passage.text.slice(0, longestPassage), guidelineVersion: passage.guidelineVersion }),
  }, { key })
}

export const answer = (api: Api, question: string, text: string, key: string): Promise<Reply<Question>> =>
  api.post(`/questions/${encodeURIComponent(question)}/answers`, { text }, { key })

export const close = (api: Api, question: string): Promise<Reply<Question>> => api.post(`/questions/${encodeURIComponent(question)}/close`, {})
