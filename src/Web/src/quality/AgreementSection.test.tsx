// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ServicesContext, type Services } from '../app/services'
import { AgreementSection } from './AgreementSection'

afterEach(cleanup)

const people = { d: 'Dora', b: 'Ben', c: 'Cleo' }

async function rowsOf(agreement: object) {
  const queries = new QueryClient()
  const api = { get: async () => ({ ok: true, value: { tasks: 40, answers: 120, people, ...agreement } }) }
  render(<ServicesContext value={{ api, queries } as unknown as Services}><QueryClientProvider client={queries}><AgreementSection project="p" /></QueryClientProvider></ServicesContext>)
  await screen.findByRole('table')
  return [...document.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent))
}

test('pairs who drew shapes are told by how far these lie over each other, the worst first', async () => {
  expect(await rowsOf({
    objects: { meanIou: 0.84, sameObjects: 0.94, matched: 1481 },
    pairs: [{ one: 'd', other: 'b', items: 0, matched: 503, meanIou: 0.8769 }, { one: 'c', other: 'd', items: 0, matched: 486, meanIou: 0.81739 }, { one: 'c', other: 'b', items: 0, matched: 0 }],
  })).toEqual([['Cleo · Dora', '0.82'], ['Dora · Ben', '0.88']])
})

test('pairs who chose are told by how often they agree, beyond chance too', async () => {
  expect(await rowsOf({
    classification: { alpha: 0.6, kappa: 0.6, items: 40, classes: [] },
    pairs: [{ one: 'd', other: 'b', items: 40, agreeing: 1, kappa: 1 }, { one: 'c', other: 'd', items: 40, agreeing: 0.75, kappa: 0.5 }],
  })).toEqual([['Cleo · Dora', '75%', '0.50'], ['Dora · Ben', '100%', '1.00']])
})
