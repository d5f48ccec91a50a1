import { pan, zoomAt, type Point, type Size, type View } from '../../tasks/view'

/** How a stage and the picture on it lie at this moment. */
export interface Ground {
  view(): View
  /** Null while there is no picture. */
  picture(): Size | null
  room(): Size
  look(next: View): void
  /** The press that a tool just heard of was the first of two fingers, and none for it. */
  unpress(): void
}

const wheelPower = 0.0015

/** Two fingers on a touch screen, the wheel, and a hand that drags the picture: what moves the view, whatever tool is in hand. */
export function watchGestures(element: HTMLElement, ground: Ground): () => void {
  const fingers = new Map<number, Point>()
  /** Until the last of them is lifted: the first to go is no end of a stroke. */
  let moving = false
  const placeOf = (event: { clientX: number; clientY: number }): Point => {
    const { left, top } = element.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
  const zoom = (factor: number, at: Point) => {
    const picture = ground.picture()
    if (picture) ground.look(zoomAt(ground.view(), factor, at, picture, ground.room()))
  }
  const wheel = (event: WheelEvent) => {
    event.preventDefault()
    zoom(Math.exp(-event.deltaY * wheelPower * (event.deltaMode === 1 ? 33 : 1)), placeOf(event))
  }
  const touch = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') return
    if (event.type === 'pointerdown') {
      fingers.set(event.pointerId, placeOf(event))
      if (fingers.size > 1 && !moving) {
        moving = true
        ground.unpress()
      }
    } else if (event.type !== 'pointermove') fingers.delete(event.pointerId)
    else pinch(event)
    if (moving) event.stopPropagation()
    if (fingers.size === 0) moving = false
  }
  function pinch(event: PointerEvent) {
    const before = fingers.get(event.pointerId)
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
    const now = placeOf(event)
    if (before) fingers.set(event.pointerId, now)
    const picture = ground.picture()
    if (!before || !other || !picture) return
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }
    zoom(Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y)), middle)
    ground.look(pan(ground.view(), { x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 }, picture, ground.room()))
  }
  /** What the browser took for a swipe would swallow the tap that comes next: on a button, right after a stroke. */
  const noSwipe = (event: TouchEvent) => event.cancelable && event.preventDefault()
  const kinds = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel'] as const
  element.addEventListener('wheel', wheel, { passive: false })
  element.addEventListener('touchmove', noSwipe, { passive: false })
  kinds.forEach((kind) => element.addEventListener(kind, touch, { capture: true }))
  return () => {
    element.removeEventListener('wheel', wheel)
    element.removeEventListener('touchmove', noSwipe)
    kinds.forEach((kind) => element.removeEventListener(kind, touch, { capture: true }))
  }
}
