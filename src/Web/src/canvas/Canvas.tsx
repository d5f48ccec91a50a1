import { useEffect, useImperativeHandle, useRef, type PointerEvent, type Ref } from 'react'
import { isTyping } from '../commands/command'
import { t } from '../i18n/texts'
import type { Sample } from '../tasks/task'
import { actualSize, fit, pan, partOf, resized, viewOf, viewOfPart, zoomAt, type Part, type Point, type Size, type View } from '../tasks/view'
import type { Scene } from './draw/scene'
import type { Bounds, XY } from './geometry'
import { openLayers, type Layers } from './stage/layers'
import { watchGestures } from './stage/gestures'
import { usePicture } from './stage/usePicture'
import type { HandInput } from './tools/tool'

export interface CanvasHandle {
  /** In, out, or the whole picture. */
  zoom(direction: 1 | -1 | 0): void
  /** One pixel of the picture on one of the screen. */
  actualSize(): void
  zoomTo(place: Bounds): void
  /** The scene has changed. */
  paint(): void
  /** How near is meant, in pixels of the picture. */
  slop(): number
  /** Where the hand is, in pixels of the picture; null where it is elsewhere. */
  cursor(): XY | null
  /** Of a text: what is selected in it, in code points, which is then selected no more. */
  takeSpan?(): [start: number, end: number] | null
}

interface Props {
  sample: Sample
  canvas?: Ref<CanvasHandle>
  /** What lies over the picture, asked for before each frame; absent for a picture alone. */
  scene?(): Scene
  /** Absent where nothing may be changed. */
  onInput?(input: HandInput): void
  /** The picture is on screen, this large in its own pixels. */
  onShown?(size: Size): void
  /** A CSS filter for the picture alone. */
  filter?: string
  /** The same part is seen of the next picture. */
  keepsView?: boolean
  /** What the pointer looks like at a place of the picture. */
  cursorAt?(at: XY): string
}

const step = 1.5
/** How near to something a hand means it, in CSS pixels; a finger covers more of the screen than a mouse or a pen. */
const [reachPx, fingerPx] = [8, 18]
/** A pixel drawn larger than this is shown as a square, not blurred. */
const squaresFrom = 3

/** What was seen of the last picture. */
let lastPart: Part | null = null

/** A picture and what is drawn over it. Wheel zooms at the pointer; middle or right button, the space bar or two fingers move. */
export function Canvas({ sample, scene, canvas, onInput, onShown, filter, keepsView, cursorAt }: Props) {
  const stage = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const still = useRef<HTMLCanvasElement>(null)
  const hand = useRef<HTMLCanvasElement>(null)
  const layers = useRef<Layers | null>(null)
  const view = useRef<View>({ scale: 1, x: 0, y: 0 })
  const picture = useRef<Size | null>(null)
  const cursor = useRef<XY | null>(null)
  const panning = useRef<Point | null>(null)
  const space = useRef(false)
  const waiting = useRef(0)
  const latest = useRef({ scene, onInput, cursorAt })
  latest.current = { scene, onInput, cursorAt }

  const room = (): Size => ({ width: stage.current!.clientWidth, height: stage.current!.clientHeight })
  const reach = useRef(reachPx)
  const slop = () => reach.current / view.current.scale

  const image = usePicture(sample, frame, (size) => {
    picture.current = size
    view.current = keepsView && lastPart ? viewOfPart(lastPart, size, room()) : fit(size, room())
    render()
    onShown?.(size)
  })

  function paint() {
    waiting.current ||= requestAnimationFrame(() => {
      waiting.current = 0
      render()
    })
  }

  function render() {
    const size = picture.current
    if (!size || !frame.current || !stage.current) return
    const { scale, x, y } = view.current
    Object.assign(frame.current.style, { width: `${size.width * scale}px`, height: `${size.height * scale}px`, transform: `translate(${x}px, ${y}px)` })
    const shown = image.shown()
    frame.current.classList.toggle('squares', !!shown && scale * (size.width / shown.naturalWidth) >= squaresFrom)
    image.lookedAt(scale, size)
    if (latest.current.scene) layers.current?.paint(latest.current.scene(), view.current, size, cursor.current, shown, slop())
  }

  function look(next: View) {
    view.current = next
    if (picture.current) lastPart = partOf(next, picture.current, room())
    paint()
  }

  useEffect(() => {
    const element = stage.current!
    if (still.current && hand.current) layers.current = openLayers(still.current, hand.current, paint)
    let before: Size = { width: 0, height: 0 }
    const sizes = new ResizeObserver(() => {
      // Also called once more after the stage has gone.
      if (!stage.current) return
      const now = room()
      if (now.width === before.width && now.height === before.height) return
      layers.current?.resize(now)
      if (picture.current) view.current = before.width > 0 ? resized(view.current, before, now, picture.current) : fit(picture.current, now)
      before = now
      render()
    })
    sizes.observe(element)
    const stopGestures = watchGestures(element, {
      view: () => view.current, picture: () => picture.current, room, look,
      unpress() {
        panning.current = null
        latest.current.onInput?.({ type: 'unpress' })
      },
    })
    const hold = (event: KeyboardEvent) => {
      if (event.key !== ' ') return
      space.current = event.type === 'keydown' && !isTyping(event.target)
      point()
    }
    const letGo = () => (space.current = false)
    window.addEventListener('keydown', hold)
    window.addEventListener('keyup', hold)
    // What is let go of in another window is not heard of here.
    window.addEventListener('blur', letGo)
    return () => {
      sizes.disconnect()
      stopGestures()
      layers.current?.close()
      cancelAnimationFrame(waiting.current)
      waiting.current = 0
      window.removeEventListener('keydown', hold)
      window.removeEventListener('keyup', hold)
      window.removeEventListener('blur', letGo)
    }
  }, [])

  useImperativeHandle(canvas, () => ({
    zoom(direction) {
      const { width, height } = room()
      if (picture.current) look(zoomAt(view.current, direction === 0 ? 0 : step ** direction, { x: width / 2, y: height / 2 }, picture.current, { width, height }))
    },
    actualSize: () => picture.current && look(actualSize(view.current, picture.current, room(), devicePixelRatio)),
    zoomTo: (place) => picture.current && look(viewOf(place, picture.current, room())),
    paint,
    slop,
    cursor: () => cursor.current,
  }))

  function placeOf(event: { clientX: number; clientY: number }): XY {
    const { left, top } = stage.current!.getBoundingClientRect()
    const { scale, x, y } = view.current
    return [(event.clientX - left - x) / scale, (event.clientY - top - y) / scale]
  }

  /** Shows what a press would do here. */
  function point() {
    if (!stage.current || !latest.current.onInput) return
    stage.current.style.cursor = panning.current ? 'grabbing' : space.current ? 'grab' : (cursor.current && latest.current.cursorAt?.(cursor.current)) || ''
  }

  function press(event: PointerEvent) {
    // What is caught for the picture would never come to a button over it as a click.
    if (event.target instanceof Element && event.target.closest('button')) return
    stage.current!.setPointerCapture(event.pointerId)
    reach.current = event.pointerType === 'touch' ? fingerPx : reachPx
    if (event.button > 0 || space.current || !onInput) panning.current = { x: event.clientX, y: event.clientY }
    else onInput({ type: 'down', at: placeOf(event), shift: event.shiftKey, alt: event.altKey })
    if (event.button === 1) event.preventDefault()
    point()
  }

  function move(event: PointerEvent) {
    cursor.current = placeOf(event)
    if (panning.current && picture.current) {
      look(pan(view.current, { x: event.clientX - panning.current.x, y: event.clientY - panning.current.y }, picture.current, room()))
      panning.current = { x: event.clientX, y: event.clientY }
    } else onInput?.({ type: 'move', at: cursor.current, shift: event.shiftKey, alt: event.altKey })
    if (scene) paint()
    point()
  }

  function release(event: PointerEvent) {
    if (panning.current) panning.current = null
    else if (event.button === 0) onInput?.({ type: 'up', at: placeOf(event), shift: event.shiftKey, alt: event.altKey })
    point()
  }

  return (
    <div
      ref={stage}
      className={onInput ? 'stage picture drawing' : 'stage picture'}
      role="img"
      aria-label={t.desk.picture(sample.externalId)}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerLeave={() => { cursor.current = null; paint() }}
      onPointerCancel={() => { panning.current = null; onInput?.({ type: 'unpress' }) }}
      onContextMenu={(event) => event.preventDefault()}
      onDoubleClick={(event) => onInput?.({ type: 'double', at: placeOf(event) })}
    >
      <div ref={frame} className="picture-frame" style={{ filter }} />
      {scene && <canvas ref={still} className="paper" />}
      {scene && <canvas ref={hand} className="paper" />}
      {image.failed && (
        <div className="calm over trouble">
          <p>{t.desk.pictureFailed}</p>
          <button onClick={image.retry}>{t.desk.tryAgain}</button>
        </div>
      )}
    </div>
  )
}
