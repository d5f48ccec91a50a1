// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { ServicesContext, type Services } from '../app/services'
import { useText } from './useText'

afterEach(() => vi.unstubAllGlobals())

test('a long text that did not come says so instead of loading for ever, and comes when it is asked for again', async () => {
  const replies = [new Response('', { status: 500 }), new Response('A long text.')]
  vi.stubGlobal('fetch', async () => replies.shift())
  const services = { session: { ended() {} }, reach: { onBack: () => () => {} } } as unknown as Services
  const { result } = renderHook(() => useText({ id: 's', externalId: 't', url: '/s' }), { wrapper: ({ children }) => <ServicesContext value={services}>{children}</ServicesContext> })
  await vi.waitFor(() => expect(result.current).toMatchObject({ failed: true, text: undefined }))
  act(() => result.current.retry())
  await vi.waitFor(() => expect(result.current).toMatchObject({ failed: false, text: 'A long text.' }))
})
