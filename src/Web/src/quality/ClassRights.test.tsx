// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ClassRights } from './ClassRights'

afterEach(cleanup)

const share = (value: number, low: number, high: number, of: number) => ({ value, interval: [low, high] as [number, number], of })
const shared = [{ class: 'good', right: share(0.4, 0.1, 0.8, 2) }]

test('of few answers to a class it is said that they are few, and known answers stand beside', () => {
  render(<ClassRights of={{ submitted: 9, confusion: shared, goldClasses: [] }} />)
  expect(screen.getByRole('row', { name: /good/ }).textContent).toContain('few')
  expect(screen.getAllByRole('columnheader')).toHaveLength(3)
})

test('all answers weighed together stand first, with what is answered instead; shared tasks are folded away', () => {
  const confusion = [{ class: 'good', answered: 'bad', count: 4.2, share: 0.05, interval: [0.02, 0.09] as [number, number] }, { class: 'good', answered: 'odd', count: 0.6, share: 0.01, interval: [0, 0.03] as [number, number] }]
  render(<ClassRights of={{ submitted: 90, confusion: shared }} fitted={{ at: '2027-01-03T09:00:00Z', classes: [{ class: 'good', right: share(0.94, 0.89, 0.97, 80) }], confusion }} />)
  const [first, second] = screen.getAllByRole('row', { name: /good/, hidden: true })
  expect(first?.textContent).toContain('94%')
  expect(first?.textContent).toContain('bad 5% (2% – 9%)')
  expect(first?.textContent).not.toContain('odd')
  expect(within(screen.getByRole('group', { name: 'On tasks that others answered too', hidden: true })).getByRole('row', { name: /good/, hidden: true })).toBe(second)
  expect(second?.closest('details')?.open).toBe(false)
})

test('the person themselves sees no column of what they answer instead', () => {
  render(<ClassRights of={{ submitted: 90 }} fitted={{ at: '2027-01-03T09:00:00Z', classes: shared, confusion: null }} />)
  expect(screen.getAllByRole('columnheader')).toHaveLength(2)
  expect(document.querySelector('details')).toBeNull()
})
