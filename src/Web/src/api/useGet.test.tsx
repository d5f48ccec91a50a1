// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { useState, type ReactNode } from 'react'
import { afterEach, expect, test } from 'vitest'
import { ServicesContext, type Services } from '../app/services'
import type { Api } from './api'
import { useGet } from './useGet'

afterEach(cleanup)

function serverOf(answer: (path: string) => unknown) {
  const asked: string[] = []
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const api = { get: async (path: string) => (asked.push(path), answer(path)) } as unknown as Api
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ServicesContext value={{ api, queries } as unknown as Services}><QueryClientProvider client={queries}>{children}</QueryClientProvider></ServicesContext>
  )
  return { asked, wrapper, queries }
}

const settled = (queries: QueryClient) => waitFor(() => expect(queries.isFetching()).toBe(0))

function Part() {
  const { problem } = useGet('/people')
  return <p>{problem?.code ?? 'part'}</p>
}

/** As a page that shows its parts once it knows what it needs, or that it cannot be had. */
function Page() {
  const { data, problem } = useGet('/people')
  return data === undefined && !problem ? <p>loading</p> : <Part />
}

test('a page whose parts ask again for what was refused comes to rest', async () => {
  const { asked, wrapper, queries } = serverOf(() => ({ ok: false, problem: { status: 403, code: 'forbidden', title: 'No.' } }))
  render(<Page />, { wrapper })
  await screen.findByText('forbidden')
  for (let i = 0; i < 5; i++) await settled(queries)
  expect(asked.length).toBeLessThanOrEqual(2)
  expect(screen.queryByText('loading')).toBeNull()
})

test('a refusal of one path says nothing of another', async () => {
  const { wrapper } = serverOf((path) => (path === '/a' ? { ok: false, problem: { status: 404, code: 'not-found', title: 'No.' } } : { ok: true, value: 'b' }))
  function Either() {
    const [path, setPath] = useState('/a')
    const { data, problem } = useGet<string>(path)
    return <button onClick={() => setPath('/b')}>{data ?? problem?.code ?? 'loading'}</button>
  }
  render(<Either />, { wrapper })
  const button = await screen.findByText('not-found')
  button.click()
  await waitFor(() => expect(button.textContent).not.toBe('not-found'))
  await screen.findByText('b')
})
