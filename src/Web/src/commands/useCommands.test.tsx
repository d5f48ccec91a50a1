// @vitest-environment jsdom
import { render } from '@testing-library/react'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import type { Command } from './command'
import { useCommands } from './useCommands'

const keys = ['Enter', 'Ctrl+ArrowLeft', 'Ctrl+Backspace', 'Ctrl+Enter', 'Escape', '1']
const run: string[] = []
const commands = keys.map((key): Command<null> => ({ id: key, title: key, group: '', keys: [key], when: () => true, run: () => run.push(key) }))

function Page() {
  useCommands(commands, null)
  return <><textarea /><input type="search" /><input type="number" /><button role="radio" aria-checked="true" /></>
}

/** What comes of a key, where it is pressed. */
function pressed(where: string, key: string, more: KeyboardEventInit = {}) {
  const { container, unmount } = render(<Page />)
  run.length = 0
  container.querySelector(where)!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
  unmount()
  return run.join()
}

test('the keys by which a caret goes and deletes words are the text field’s own', () => {
  expect(pressed('textarea', 'ArrowLeft', { ctrlKey: true })).toBe('')
  expect(pressed('textarea', 'Backspace', { ctrlKey: true })).toBe('')
  expect(pressed('textarea', '1')).toBe('')
  expect(pressed('textarea', 'Enter', { ctrlKey: true })).toBe('Ctrl+Enter')
  expect(pressed('button', 'ArrowLeft', { ctrlKey: true })).toBe('Ctrl+ArrowLeft')
})

test('what an input method composes is nobody else’s: Escape takes back a syllable, not what is picked', () => {
  expect(pressed('textarea', 'Escape', { isComposing: true })).toBe('')
  expect(pressed('textarea', 'Escape')).toBe('Escape')
  expect(pressed('textarea', 'Enter', { ctrlKey: true, isComposing: true })).toBe('')
})

test('Enter in a search hands nothing in; in a number it does', () => {
  expect(pressed('[type=search]', 'Enter')).toBe('')
  expect(pressed('[type=number]', 'Enter')).toBe('Enter')
})

test('a key counts from the moment the page is there, before it is painted', async () => {
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  run.length = 0
  await new Promise<void>((done) => {
    new MutationObserver((_, watch) => {
      watch.disconnect()
      place.querySelector('button')!.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true }))
      done()
    }).observe(place, { childList: true })
    root.render(<Page />)
  })
  expect(run).toEqual(['1'])
  root.unmount()
  place.remove()
})
