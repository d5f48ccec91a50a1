import type { Size, View } from '../../tasks/view'
import { drawInHand } from '../draw/inHand'
import type { Scene } from '../draw/scene'
import { changedStill, drawStill, mendStill } from '../draw/still'
import type { XY } from '../geometry'

/** The still layer reaches beyond the stage, so that a picture on its way has no bare edges, in CSS pixels. */
const overscanPx = 160
/** A still layer that takes longer to draw is only carried along while the picture moves. */
const quickMs = 5
const settledMs = 70

/** Two sheets over a picture: what lies still is drawn when it changes, what is in the hand at every frame. */
export interface Layers {
  paint(scene: Scene, view: View, picture: Size, cursor: XY | null, image: HTMLImageElement | null, slop: number): void
  resize(room: Size): void
  close(): void
}

/** @param again Asks for another frame. */
export function openLayers(still: HTMLCanvasElement, hand: HTMLCanvasElement, again: () => void): Layers {
  let room: Size = { width: 0, height: 0 }
  let drawn: { scene: Scene; view: View } | null = null
  let tookMs = 0
  let movedAt = -Infinity
  let settling: ReturnType<typeof setTimeout> | undefined

  function paintStill(scene: Scene, view: View, picture: Size) {
    const changed = drawn && (drawn.scene === scene ? [] : changedStill(drawn.scene, scene))
    const isSame = changed?.length === 0
    const hasMoved = drawn !== null && (drawn.view.x !== view.x || drawn.view.y !== view.y || drawn.view.scale !== view.scale)
    if (isSame && !hasMoved) return void (drawn = { scene, view })
    if (isSame && tookMs > quickMs && performance.now() - movedAt < settledMs) return carry(view)
    const began = performance.now()
    const paper = { width: room.width + 2 * overscanPx, height: room.height + 2 * overscanPx }
    const sight = { view: { ...view, x: view.x + overscanPx, y: view.y + overscanPx }, paper, pixelRatio: devicePixelRatio, picture }
    if (changed && !hasMoved) mendStill(still.getContext('2d')!, scene, sight, changed)
    else {
      drawStill(still.getContext('2d')!, scene, sight)
      still.style.transform = ''
      tookMs = performance.now() - began
    }
    drawn = { scene, view }
  }

  /** Moves and stretches the sheet as it is, and draws it anew once the picture has come to rest. */
  function carry(view: View) {
    const by = view.scale / drawn!.view.scale
    const to = (now: number, before: number) => now - (before + overscanPx) * by + overscanPx
    still.style.transform = `translate(${to(view.x, drawn!.view.x)}px, ${to(view.y, drawn!.view.y)}px) scale(${by})`
    clearTimeout(settling)
    settling = setTimeout(again, settledMs)
  }

  let lastView: View | null = null
  return {
    paint(scene, view, picture, cursor, image, slop) {
      if (lastView && (lastView.x !== view.x || lastView.y !== view.y || lastView.scale !== view.scale)) movedAt = performance.now()
      lastView = view
      paintStill(scene, view, picture)
      drawInHand(hand.getContext('2d')!, scene, { view, paper: room, pixelRatio: devicePixelRatio, picture }, cursor, image, slop)
    },
    resize(next) {
      room = next
      Object.assign(hand, { width: next.width * devicePixelRatio, height: next.height * devicePixelRatio })
      const [width, height] = [next.width + 2 * overscanPx, next.height + 2 * overscanPx]
      Object.assign(still, { width: width * devicePixelRatio, height: height * devicePixelRatio })
      Object.assign(still.style, { left: `${-overscanPx}px`, top: `${-overscanPx}px`, width: `${width}px`, height: `${height}px` })
      drawn = null
    },
    close: () => clearTimeout(settling),
  }
}
