// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { besidePeers, Changes } from './PersonSections'

afterEach(cleanup)

const share = (value: number, low: number, high: number, of: number) => ({ value, interval: [low, high] as [number, number], of })

test('who became better is told from when on, how far, and how seldom that is chance', () => {
  render(<Changes changes={[{ code: 'learned', byChance: 0.0003, before: share(0.71, 0.62, 0.79, 120), after: share(0.93, 0.88, 0.97, 240), since: '2027-01-03T09:00:00Z' }]} />)
  const said = screen.getByText(/Right more often since/)
  expect(said.textContent).toContain('93% (88% – 97%), and 71% (62% – 79%) until then')
  expect(said.textContent).toContain('with a chance of 0.1% at most')
})

test('of whoever draws it is told how like their labels are to what reviewers made of them', () => {
  render(<Changes changes={[{ code: 'declined', of: 'labels', byChance: 0.002, before: share(0.9, 0.8, 0.96, 70), after: share(0.5, 0.4, 0.6, 90), since: '2027-01-03T09:00:00Z' }]} />)
  expect(screen.getByText(/Labels need more mending since/).textContent).toContain('50% (40% – 60%) like what a reviewer made of them, and 90%')
})

test('time is told beside that of others over the same tasks alone', () => {
  expect(besidePeers({ submitted: 9 })).toBeUndefined()
  expect(besidePeers({ submitted: 9, sharedMedianActiveMs: 1850, peersMedianActiveMs: 12_000 })).toContain('where the others took 12')
})
