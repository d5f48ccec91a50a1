// @vitest-environment jsdom
import { expect, test } from 'vitest'
import type { View } from '../../tasks/view'
import { watchGestures } from './gestures'

test('two fingers move and zoom the picture, and no tool hears of them but that its press was none', () => {
  const element = document.createElement('div')
  let [view, unpressed] = [{ scale: 1, x: 0, y: 0 } as View, 0]
  const stop = watchGestures(element, {
    view: () => view, picture: () => ({ width: 400, height: 300 }), room: () => ({ width: 400, height: 300 }), look: (next) => (view = next), unpress: () => unpressed++,
  })
  const heard: string[] = []
  for (const kind of ['pointerdown', 'pointermove', 'pointerup']) element.addEventListener(kind, () => heard.push(kind))
  const finger = (type: string, pointerId: number, clientX: number, clientY: number) => {
    const event = new MouseEvent(type, { bubbles: true, clientX, clientY })
    element.dispatchEvent(Object.assign(event, { pointerId, pointerType: 'touch' }))
  }
  finger('pointerdown', 1, 150, 150)
  finger('pointerdown', 2, 250, 150)
  finger('pointermove', 2, 350, 150)
  finger('pointerup', 1, 150, 150)
  finger('pointermove', 2, 380, 150)
  finger('pointerup', 2, 380, 150)
  expect(view.scale).toBeGreaterThan(1.5)
  expect([heard, unpressed]).toEqual([['pointerdown'], 1])
  finger('pointerdown', 3, 100, 100)
  finger('pointerup', 3, 100, 100)
  expect(heard).toEqual(['pointerdown', 'pointerdown', 'pointerup'])
  stop()
})
