// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ReviewTask } from '../reviews/review'
import type { DataSpec } from '../specs/spec'
import { Voices, voicesInReview } from './Voices'

const spec = { media: 'image', classes: [{ name: 'cell', shape: 'box', color: '#c00', properties: [] }], properties: [] } as unknown as DataSpec
const box = (x: number) => ({ objects: [{ id: 'o', class: 'cell', shape: { box: [x, 10, 20, 20] }, properties: {} }], properties: {} })
const task = {
  id: 't', sample: { id: 's', externalId: 'a.png', width: 640, height: 480, url: '/s', thumbnailUrl: '/t' }, specVersion: 1, confidence: 0.8,
  candidate: box(100), annotations: [{ id: 'a1', annotator: 'u1', name: 'Ben', labels: box(200) }, { id: 'a2', annotator: 'u2', name: 'Cleo', labels: box(300) }],
  prediction: { labels: box(400), confidence: 0.7 },
} as unknown as ReviewTask

/** Who is shown, and where the left edge of what is drawn for them is. */
const shown = () => [...document.querySelectorAll('figure')].map((figure) => [figure.querySelector('b')!.textContent, figure.querySelector('path')!.getAttribute('d')!.match(/^M(\d+)/)![1]])

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

test('beside each other everybody has their own shapes: what an acceptance stands for, each annotator, the model', () => {
  render(<Voices sample={task.sample} voices={voicesInReview(task)} spec={spec} />)
  expect(shown().map(([, x]) => x)).toEqual(['100', '200', '300', '400'])
  expect(shown().slice(1, 3).map(([who]) => who)).toEqual(['Ben', 'Cleo'])
})

test('taking turns over the picture, each turn draws the shapes of who is named', () => {
  render(<Voices sample={task.sample} voices={voicesInReview(task)} spec={spec} />)
  const beside = shown()
  fireEvent.click(screen.getByRole('checkbox'))
  const turns = beside.map(() => {
    const now = shown()
    expect(now).toHaveLength(1)
    act(() => void vi.advanceTimersByTime(600))
    return now[0]
  })
  expect(turns).toEqual(beside)
})
