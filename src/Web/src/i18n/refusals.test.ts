import { afterEach, expect, test } from 'vitest'
import { sayProblem, sayViolation, type Problem } from '../api/api'
import { en } from './en'
import { ko } from './ko'
import * as texts from './texts'

const speak = (language: texts.Texts) => texts.speak(language)
afterEach(() => speak(en))

const lost: Problem = { status: 409, code: 'too-large', title: 'Too large', detail: 'The body is larger than the 20,971,520 bytes that are taken here.', facts: { bytes: '20971520' } }

test('a refusal is told in the language in use, with what it is about', () => {
  expect(sayProblem(lost)).toBe(lost.detail)
  speak(ko)
  expect(sayProblem(lost)).toBe('너무 큽니다. 20MB까지 받습니다.')
  expect(sayViolation({ pointer: '/name', code: 'missing-member', message: "'name' must be given." })).toBe('꼭 있어야 하는 항목이 없습니다.')
})

test('one that a language does not know is told in the server’s words', () => {
  speak(ko)
  expect(sayProblem({ ...lost, code: 'not-made-yet' })).toBe(lost.detail)
  expect(sayViolation({ pointer: '', code: 'not-made-yet', message: 'So it is.' })).toBe('So it is.')
})
