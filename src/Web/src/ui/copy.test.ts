// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { copy } from './copy'

const said: string[] = []
vi.mock('./toasts', () => ({ toast: (text: string, bad = false) => said.push(bad ? `bad: ${text}` : text) }))

afterEach(() => {
  said.length = 0
  Reflect.deleteProperty(navigator, 'clipboard')
  Reflect.deleteProperty(document, 'execCommand')
})

test('the clipboard is written where the page may', async () => {
  const written: string[] = []
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text: string) => void written.push(text) } })
  await copy('labelwise pull', 'copied')
  expect([written, said]).toEqual([['labelwise pull'], ['copied']])
})

test('over plain http, where there is no clipboard, what is selected is copied, and the focus stays', async () => {
  const taken: string[] = []
  Object.defineProperty(document, 'execCommand', { configurable: true, value: () => taken.push((document.activeElement as HTMLTextAreaElement).value) > 0 })
  const button = document.body.appendChild(document.createElement('button'))
  button.focus()
  await copy('labelwise pull', 'copied')
  expect([taken, said]).toEqual([['labelwise pull'], ['copied']])
  expect(document.activeElement).toBe(button)
  expect(document.querySelector('textarea')).toBeNull()
})

test('where neither goes it says so, and does not pretend', async () => {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: () => Promise.reject(new Error('denied')) } })
  await copy('a token that is shown once', 'copied')
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(/^bad: /)
})
