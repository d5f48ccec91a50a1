// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PersonalContext, ServicesContext, type Personal, type Services } from '../app/services'
import type { Api } from './api'
import { useEdit } from './useEdit'

/** A server with one guideline, as it takes and refuses versions. */
function serverOf(markdown: string) {
  let [version, text, holds] = [1, markdown, Promise.resolve()]
  return {
    /** Somebody else saves. */
    saved(by: string) {
      version++
      text = by
    },
    get now() {
      return { version, text }
    },
    /** Answers wait until it is over. */
    hold(until: Promise<void>) {
      holds = until
    },
    api: {
      get: async () => ({ ok: true, value: { version, markdown: text } }),
      put: async (_: string, body: { markdown: string }, ifMatch: string) => {
        if (ifMatch !== `"v${version}"`) return { ok: false, problem: { status: 412, code: 'changed-meanwhile', title: 'It was changed.' } }
        if (body.markdown !== text) version++
        text = body.markdown
        const answer = { version, markdown: text }
        await holds
        return { ok: true, value: answer }
      },
    } as unknown as Api,
  }
}

type Server = ReturnType<typeof serverOf>

function open(server: Server, user = 'ada') {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ServicesContext value={{ api: server.api, queries } as unknown as Services}>
      <PersonalContext value={{ me: { id: user } } as unknown as Personal}><QueryClientProvider client={queries}>{children}</QueryClientProvider></PersonalContext>
    </ServicesContext>
  )
  const { result, unmount } = renderHook(() => useEdit<{ version: number; markdown: string }>('p', 'guideline', (document) => document.markdown), { wrapper })
  async function look() {
    await act(() => queries.invalidateQueries())
    await waitFor(() => expect(result.current.saved!.version).toBe(server.now.version))
  }
  return { edit: result, leave: unmount, look }
}

beforeEach(() => localStorage.clear())
afterEach(cleanup)

const there = (edit: { current: { saved: unknown } }) => waitFor(() => expect(edit.current.saved).toBeDefined())

test('what is written stays through another page and a reload until it is saved', async () => {
  const server = serverOf('one')
  const first = open(server)
  await there(first.edit)
  act(() => first.edit.current.change('one, two'))
  first.leave()
  const again = open(server)
  await there(again.edit)
  expect(again.edit.current).toMatchObject({ text: 'one, two', changed: true })
  await act(async () => void (await again.edit.current.save({ markdown: again.edit.current.text })))
  expect(server.now.text).toBe('one, two')
  again.leave()
  const third = open(server)
  await there(third.edit)
  expect(third.edit.current).toMatchObject({ text: 'one, two', changed: false, clash: undefined })
})

test('nobody else’s version is overwritten unseen, whether the page has seen it or not', async () => {
  const server = serverOf('one')
  const { edit, look } = open(server)
  await there(edit)
  act(() => edit.current.change('mine'))
  server.saved('theirs')
  let refused: unknown
  await act(async () => { refused = await edit.current.save({ markdown: 'mine' }) })
  expect(refused).toMatchObject({ code: 'newer-version' })
  server.saved('theirs, again')
  await look()  // by now the page knows the newer version, and what was typed does not become a change of it
  await act(async () => { refused = await edit.current.save({ markdown: 'mine' }) })
  expect(refused).toMatchObject({ code: 'newer-version' })
  expect(server.now.text).toBe('theirs, again')
  expect(edit.current).toMatchObject({ text: 'mine', clash: { base: 1, mine: 'mine', theirs: { version: 3, text: 'theirs, again' } } })
})

test('whoever has seen their version may write over it, or drop what they wrote', async () => {
  const server = serverOf('one')
  const { edit, look } = open(server)
  await there(edit)
  act(() => edit.current.change('mine'))
  server.saved('theirs')
  await look()
  act(() => edit.current.overTheirs('both'))
  expect(edit.current).toMatchObject({ text: 'both', clash: undefined })
  await act(async () => void (await edit.current.save({ markdown: 'both' })))
  expect(server.now).toEqual({ version: 3, text: 'both' })
  act(() => edit.current.change('mine'))
  act(edit.current.undo)
  expect(edit.current).toMatchObject({ text: 'both', changed: false })
})

test('what is typed while it is being saved is no clash and is not lost', async () => {
  const server = serverOf('one')
  const { edit } = open(server)
  await there(edit)
  act(() => edit.current.change('one, two'))
  let go = () => {}
  server.hold(new Promise((done) => { go = done }))
  let saving: Promise<unknown> = Promise.resolve()
  act(() => { saving = edit.current.save({ markdown: 'one, two' }) })
  act(() => edit.current.change('one, two, three'))
  await act(async () => {
    go()
    await saving
  })
  expect(edit.current).toMatchObject({ text: 'one, two, three', changed: true, clash: undefined, saved: { version: 2 } })
})

test('the same change by both is no clash, now or later', async () => {
  const server = serverOf('one')
  const { edit, look } = open(server)
  await there(edit)
  act(() => edit.current.change('two'))
  server.saved('two')
  await look()
  expect(edit.current).toMatchObject({ changed: false, clash: undefined })
  server.saved('three')
  await look()
  expect(edit.current).toMatchObject({ text: 'three', changed: false, clash: undefined })
})

test('what one person wrote is not shown to another who signs in in this browser', async () => {
  const server = serverOf('one')
  const ada = open(server)
  await there(ada.edit)
  act(() => ada.edit.current.change('hers'))
  const ben = open(server, 'ben')
  await there(ben.edit)
  expect(ben.edit.current.text).toBe('one')
})
