import { useSyncExternalStore } from 'react'
import { readLocal, writeLocal } from '../api/local'

/** How a person likes to see and paint, in this browser. */
export interface CanvasSettings {
  crosshair: boolean
  magnifier: boolean
  /** Of the brush, in pixels of the screen. */
  brushPx: number
  /** As a share of the picture's own, 1 being unchanged. */
  brightness: number
  contrast: number
  invert: boolean
  /** The same part is seen of the next picture, instead of all of it. */
  keepView: boolean
}

export const usual: CanvasSettings = { crosshair: true, magnifier: true, brushPx: 18, brightness: 1, contrast: 1, invert: false, keepView: false }

const name = 'labelwise.canvas'
const watchers = new Set<() => void>()
let settings: CanvasSettings = { ...usual, ...readLocal<Partial<CanvasSettings>>(name) }

export function changeCanvas(to: Partial<CanvasSettings>) {
  settings = { ...settings, ...to }
  writeLocal(name, settings)
  watchers.forEach((changed) => changed())
}

export function useCanvasSettings(): CanvasSettings {
  return useSyncExternalStore((changed) => {
    watchers.add(changed)
    return () => watchers.delete(changed)
  }, () => settings)
}

/** As CSS; nothing where the picture is shown as it is. */
export function filterOf({ brightness, contrast, invert }: CanvasSettings): string | undefined {
  const parts = [brightness !== 1 && `brightness(${brightness})`, contrast !== 1 && `contrast(${contrast})`, invert && 'invert(1)'].filter(Boolean)
  return parts.length > 0 ? parts.join(' ') : undefined
}
