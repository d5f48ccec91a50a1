// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { useRef } from 'react'
import { MemoryRouter, Route, Routes, useNavigate } from 'react-router'
import { afterEach, expect, test } from 'vitest'
import { useKeptScroll } from './keptScroll'

afterEach(cleanup)

/** How far the list can be scrolled: its rows come a moment after the page. */
let tall = 0

function List() {
  const box = useRef<HTMLDivElement>(null)
  const go = useNavigate()
  useKeptScroll(box)
  let top = 0
  const asScroller = (element: HTMLDivElement | null) => {
    box.current = element
    if (element) Object.defineProperty(element, 'scrollTop', { configurable: true, get: () => top, set: (to: number) => { top = Math.min(to, tall) } })
  }
  return <><div ref={asScroller} role="list" /><button onClick={() => go('/away')}>away</button></>
}

function Away() {
  const go = useNavigate()
  return <button onClick={() => go(-1)}>back</button>
}

function open() {
  render(<MemoryRouter initialEntries={['/list?state=SUBMITTED']}><Routes><Route path="/list" element={<List />} /><Route path="/away" element={<Away />} /></Routes></MemoryRouter>)
}

function leaveAt(top: number) {
  tall = 10_000
  screen.getByRole('list').scrollTop = top
  fireEvent.scroll(screen.getByRole('list'))
  fireEvent.click(screen.getByText('away'))
  tall = 0
  fireEvent.click(screen.getByText('back'))
}

test('who comes back finds a list where it was, once its rows are there', async () => {
  open()
  leaveAt(3000)
  expect(screen.getByRole('list').scrollTop).toBe(0)
  act(() => { tall = 10_000 })
  await waitFor(() => expect(screen.getByRole('list').scrollTop).toBe(3000))
})

test('who scrolls meanwhile is left in peace', async () => {
  open()
  leaveAt(3000)
  fireEvent.wheel(window)
  tall = 10_000
  await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)))
  expect(screen.getByRole('list').scrollTop).toBe(0)
})
