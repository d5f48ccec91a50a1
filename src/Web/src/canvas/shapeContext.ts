import type { RefObject } from 'react'
import { focusQuestion } from '../labels/choiceKeysHere'
import type { DataSpec } from '../specs/spec'
import type { CanvasHandle } from './Canvas'
import type { ShapeContext } from './commands'
import { changeCanvas, usual, type CanvasSettings } from './settings'
import { brushTool, eraserTool } from './tools/step'
import type { DrawingWork } from './useDrawing'

/** What a page adds to what its drawing can do. */
type OfPage = 'draws' | 'asks' | 'ask' | 'pins' | 'pin' | 'covered' | 'cancel' | 'search' | 'toggleGuideline' | 'help' | 'palette'

const [lookStep, leastLook, mostLook] = [0.1, 0.2, 3]
const [leastBrushPx, mostBrushPx, brushStep] = [2, 200, 1.2]
const scaleStep = 1.05

/** What commands do to a drawing, the same on every page that has one. */
export function shapeContext(it: DrawingWork, spec: DataSpec, canvas: RefObject<CanvasHandle | null>, settings: CanvasSettings): Omit<ShapeContext, OfPage> {
  const { drawing } = it
  const { selected } = drawing
  const suggested = it.suggested()
  const all = drawing.objects.map((one) => one.id)
  return {
    hasSelected: selected.length > 0, hasSuggestions: suggested.size > 0, isPicture: spec.media === 'image',
    paints: spec.classes.some((one) => one.shape === 'polygon'),
    remove: () => it.give({ type: 'back' }),
    undo: () => (it.busy() ? it.give({ type: 'back' }) : it.act({ type: 'undo' })),
    redo: () => (it.busy() ? it.give({ type: 'forth' }) : it.act({ type: 'redo' })),
    select: it.selectTool, selectNext: it.selectNext, pickClass: it.pickClass, duplicate: it.duplicate, nudge: it.nudge,
    pickAll: () => it.select(it.visible().filter((one) => !drawing.locked.has(one.id)).map((one) => one.id)),
    brush(which) {
      const index = spec.classes.findIndex((one) => one.shape === 'polygon' && one.name === it.className)
      if (index < 0) it.pickClass(spec.classes.findIndex((one) => one.shape === 'polygon'))
      it.take(which === 'brush' ? brushTool : eraserTool)
    },
    resize(by) {
      if (it.tool.name !== 'brush' && it.tool.name !== 'eraser') return it.turn(by)
      changeCanvas({ brushPx: Math.min(mostBrushPx, Math.max(leastBrushPx, settings.brushPx * brushStep ** by)) })
      canvas.current?.paint()
    },
    scale: (by) => it.scale(scaleStep ** by),
    simplify: it.simplify, togglePoint: it.togglePoint, answerShape: () => focusQuestion('ofShape'),
    hide: () => it.act({ type: 'hide', ids: selected, on: true }),
    hideAll: () => it.act({ type: 'hide', ids: all, on: drawing.hidden.size === 0 }),
    lock: () => it.act({ type: 'lock', ids: selected, on: !selected.every((id) => drawing.locked.has(id)) }),
    unlockAll: () => it.act({ type: 'lock', ids: all, on: false }),
    order: (to) => it.act({ type: 'order', ids: selected, to }),
    acceptShape() {
      const picked = selected.filter((id) => suggested.has(id))
      const ids = picked.length > 0 ? picked : [...suggested].slice(0, 1)
      it.act({ type: 'accept', ids })
      const [next] = it.suggested()
      it.act({ type: 'select', ids: next ? [next] : [] })
    },
    acceptAll: () => it.act({ type: 'accept', ids: [...suggested] }),
    dropSuggestions: () => it.act({ type: 'remove', ids: [...suggested] }),
    zoom: (by) => canvas.current?.zoom(by),
    actualSize: () => canvas.current?.actualSize(),
    zoomToShape() {
      const bounds = it.bounds()
      if (bounds) canvas.current?.zoomTo(bounds)
    },
    adjust: (what, by) => changeCanvas({ [what]: Math.round(Math.min(mostLook, Math.max(leastLook, settings[what] + by * lookStep)) * 10) / 10 }),
    toggle(what) {
      changeCanvas({ [what]: !settings[what] })
      canvas.current?.paint()
    },
    plainPicture: () => changeCanvas({ brightness: usual.brightness, contrast: usual.contrast, invert: false }),
  }
}
