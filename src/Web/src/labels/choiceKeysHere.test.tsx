// @vitest-environment jsdom
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { DataSpec } from '../specs/spec'
import { AnswerPanel } from './AnswerPanel'

const spec: DataSpec = {
  media: 'image', classes: [],
  properties: [{ name: 'kind', type: 'option', options: [{ name: 'round' }, { name: 'long' }], required: true }, { name: 'clean', type: 'boolean' }],
} as unknown as DataSpec

test('where numbers mean classes, whoever is at a question answers it by number, question by question, and then has the page back', async () => {
  const given: unknown[] = []
  const page: string[] = []
  window.addEventListener('keydown', (event) => event.defaultPrevented || page.push(event.key))
  render(<AnswerPanel keysInside spec={spec} labels={{ objects: [], properties: {} }} onAnswer={(rule, value) => given.push([rule.name, value])} />)
  screen.getByRole('radio', { name: /round/ }).focus()
  await userEvent.keyboard('{ArrowDown}')
  expect(document.activeElement?.textContent).toContain('long')
  await userEvent.keyboard('2')
  expect(document.activeElement?.textContent).toContain('Yes')
  await userEvent.keyboard('1')
  expect(document.activeElement).toBe(document.body)
  await userEvent.keyboard('1')
  expect(given).toEqual([['kind', 'long'], ['clean', true]])
  expect(page).toEqual(['1'])
})
