// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, test } from 'vitest'
import { PersonalContext, ServicesContext, type Personal, type Services } from '../app/services'
import { AnnotatorTable } from './AnnotatorTable'

afterEach(cleanup)

const one = (name: string, more: object) => ({ user: name, name, submitted: 40, accuracy: 0.85, accuracyInterval: [0.58, 0.99], judged: 0, reviewed: 0, accepted: 0, rejected: 0, skipped: 0, activeMs: 0, flags: [], ...more })

async function cellsOf(...items: object[]) {
  const queries = new QueryClient()
  const api = { get: async () => ({ ok: true, value: { items } }) }
  render(
    <ServicesContext value={{ api, queries } as unknown as Services}><PersonalContext value={{ me: { id: 'me' } } as unknown as Personal}>
      <QueryClientProvider client={queries}><MemoryRouter><AnnotatorTable project="p" /></MemoryRouter></QueryClientProvider>
    </PersonalContext></ServicesContext>,
  )
  await screen.findByRole('table')
  return [...document.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent))
}

test('where shapes are drawn, whoever draws them worse is seen, though nobody chose anything', async () => {
  const rows = await cellsOf(
    one('Ben', { shapes: { meanIou: 0.94996, sameObjects: 0.98212, sameClass: 1, matched: 357, missed: 10, extra: 3 } }),
    one('Cleo', { shapes: { meanIou: 0.86962, sameObjects: 0.96369, sameClass: 0.88986, matched: 345, missed: 22, extra: 4 } }),
    one('Dora', {}),
  )
  expect(rows.map((cells) => cells.slice(3, 6))).toEqual([['98.2%', '0.95', '100%'], ['96.4%', '0.87', '89%'], ['–', '–', '–']])
})

test('where nothing is drawn there are no columns of shapes', async () => {
  const [row] = await cellsOf(one('Ben', { judged: 20 }))
  expect(row).toHaveLength(7)
})
