// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ServicesContext, type Services } from '../app/services'
import { AgreementSection } from './AgreementSection'

afterEach(cleanup)

const people = { d: 'Dora', b: 'Ben', c: 'Cleo' }

async function shown(pairs: object[], agreement: object) {
  const queries = new QueryClient()
  const page = { complete: true, total: 7, among: 3, items: pairs, next: null, people }
  const api = { get: async (path: string) => ({ ok: true, value: path.includes('/pairs') ? { ...page, items: path.includes('limit=5&') || path.endsWith('limit=5') ? pairs.slice(0, 1) : pairs } : { tasks: 40, answers: 120, ...agreement } }) }
  HTMLDialogElement.prototype.showModal = function () { this.open = true }
  HTMLDialogElement.prototype.close = function () { this.open = false }
  render(<ServicesContext value={{ api, queries } as unknown as Services}><QueryClientProvider client={queries}><AgreementSection project="p" /></QueryClientProvider></ServicesContext>)
  await screen.findByRole('table')
}

const rows = (table: Element) => [...table.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent))

test('pairs who drew shapes are told by how far these lie over each other', async () => {
  await shown([{ one: 'c', other: 'd', items: 0, matched: 486, meanIou: 0.81739 }], { objects: { meanIou: 0.84, sameObjects: 0.94, matched: 1481 } })
  expect(rows(screen.getByRole('table'))).toEqual([['Cleo · Dora', '486', '0.82']])
})

test('all pairs are reached, as a table of people and as a list, and of few tasks it is said that they are few', async () => {
  await shown(
    [{ one: 'c', other: 'd', items: 40, agreeing: 0.75, kappa: 0.5, matched: 0 }, { one: 'd', other: 'b', items: 4, agreeing: 1, kappa: 1, matched: 0 }],
    { classification: { alpha: 0.6, kappa: 0.6, items: 40, classes: [] } },
  )
  expect(rows(screen.getByRole('table'))).toEqual([['Cleo · Dora', '40', '75%', '0.50']])
  fireEvent.click(screen.getByRole('button', { name: 'Show all 7 pairs' }))
  const matrix = await screen.findByRole('table', { name: 'Cohen’s κ of each two people' })
  expect(rows(matrix)).toEqual([
    ['Cleo', '', '0.50, 40 tasks of both', '·nothing in common'],
    ['Dora', '0.50, 40 tasks of both', '', '1.00, 4 tasks of both, few'],
    ['Ben', '·nothing in common', '1.00, 4 tasks of both, few', ''],
  ])
  fireEvent.click(screen.getByRole('button', { name: 'As a list' }))
  expect(rows(screen.getAllByRole('table').at(-1)!)).toEqual([['Cleo · Dora', '40', '75%', '0.50'], ['Dora · Ben', '4 few', '100%', '1.00']])
})
