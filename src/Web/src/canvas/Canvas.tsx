import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type PointerEvent, type Ref } from 'react'
import { useServices } from '../app/services'
import { firstUrl, fullUrl } from '../tasks/pictures'
import type { Sample } from '../tasks/task'
import { fit, pan, zoomAt, type Point, type Size, type View } from '../tasks/view'
import { draw, type Scene } from './draw'
import type { XY } from './geometry'
import type { Input } from './tools/tool'

export interface CanvasHandle {
  /** In, out, or the whole picture. */
  zoom(direction: 1 | -1 | 0): void
  /** The scene has changed. */
  paint(): void
  /** How near is meant, in pixels of the picture. */
  slop(): number
}

interface Props {
  sample: Sample
  /** Asked for before each frame. */
  scene(cursor: XY | null): Scene
  canvas: Ref<CanvasHandle>
  /** Absent where nothing may be changed. */
  onInput?(input: Input): void
  /** The picture is on screen, this large in its own pixels. */
  onShown?(size: Size): void
}

const step = 1.5
/** How near to something a hand means it, in CSS pixels. */
const reachPx = 8
const squaresFrom = 3

/** A picture with shapes over it. Wheel zooms at the pointer; the middle button or the space bar moves. */
export function Canvas({ sample, scene, canvas, onInput, onShown }: Props) {
  const { pictures, reach } = useServices()
  const stage = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const paper = useRef<HTMLCanvasElement>(null)
  const view = useRef<View>({ scale: 1, x: 0, y: 0 })
  const picture = useRef<Size | null>(null)
  const cursor = useRef<XY | null>(null)
  const panning = useRef<Point | null>(null)
  const space = useRef(false)
  const waiting = useRef(0)
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const latest = useRef({ scene, onShown })
  latest.current = { scene, onShown }
  const url = firstUrl(sample)

  const room = (): Size => ({ width: stage.current!.clientWidth, height: stage.current!.clientHeight })

  function paint() {
    if (waiting.current) return
    waiting.current = requestAnimationFrame(() => {
      waiting.current = 0
      const [size, pen] = [picture.current, paper.current?.getContext('2d')]
      if (!size || !pen || !frame.current || !stage.current) return
      const { scale, x, y } = view.current
      Object.assign(frame.current.style, { width: `${size.width * scale}px`, height: `${size.height * scale}px`, transform: `translate(${x}px, ${y}px)` })
      frame.current.classList.toggle('squares', scale >= squaresFrom)
      draw(pen, latest.current.scene(cursor.current), view.current, room(), devicePixelRatio)
    })
  }

  function look(next: View) {
    view.current = next
    paint()
  }

  useLayoutEffect(() => {
    let left = false
    const place = (image: HTMLImageElement) => {
      if (left) return
      setFailed(false)
      frame.current!.replaceChildren(image)
      picture.current = { width: sample.width || image.naturalWidth, height: sample.height || image.naturalHeight }
      look(fit(picture.current, room()))
      latest.current.onShown?.(picture.current)
      if (url !== fullUrl(sample.url)) void pictures.prepare(fullUrl(sample.url)).then((sharp) => left || frame.current?.replaceChildren(sharp), () => {})
    }
    const ready = pictures.ready(url)
    if (ready) place(ready)
    else void pictures.prepare(url).then(place, () => left || setFailed(true))
    return () => {
      left = true
    }
  }, [url, attempt])

  useEffect(() => (failed ? reach.onBack(() => setAttempt((before) => before + 1)) : undefined), [failed, reach])

  useEffect(() => {
    const element = stage.current!
    const sizes = new ResizeObserver(() => {
      const { width, height } = room()
      Object.assign(paper.current!, { width: width * devicePixelRatio, height: height * devicePixelRatio })
      if (picture.current) look(fit(picture.current, { width, height }))
    })
    sizes.observe(element)
    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      const { left, top } = element.getBoundingClientRect()
      if (picture.current) look(zoomAt(view.current, Math.exp(-event.deltaY * 0.0015), { x: event.clientX - left, y: event.clientY - top }, picture.current, room()))
    }
    const hold = (event: KeyboardEvent) => {
      if (event.key === ' ') space.current = event.type === 'keydown'
    }
    element.addEventListener('wheel', wheel, { passive: false })
    window.addEventListener('keydown', hold)
    window.addEventListener('keyup', hold)
    return () => {
      sizes.disconnect()
      cancelAnimationFrame(waiting.current)
      waiting.current = 0
      element.removeEventListener('wheel', wheel)
      window.removeEventListener('keydown', hold)
      window.removeEventListener('keyup', hold)
    }
  }, [])

  useImperativeHandle(canvas, () => ({
    zoom(direction) {
      const { width, height } = room()
      if (picture.current) look(zoomAt(view.current, direction === 0 ? 0 : step ** direction, { x: width / 2, y: height / 2 }, picture.current, { width, height }))
    },
    paint,
    slop: () => reachPx / view.current.scale,
  }))

  function placeOf(event: { clientX: number; clientY: number }): XY {
    const { left, top } = stage.current!.getBoundingClientRect()
    const { scale, x, y } = view.current
    return [(event.clientX - left - x) / scale, (event.clientY - top - y) / scale]
  }

  function press(event: PointerEvent) {
    stage.current!.setPointerCapture(event.pointerId)
    if (event.button === 1 || space.current || !onInput) panning.current = { x: event.clientX, y: event.clientY }
    else if (event.button === 0) onInput({ type: 'down', at: placeOf(event), shift: event.shiftKey, alt: event.altKey })
    if (event.button === 1) event.preventDefault()
  }

  function move(event: PointerEvent) {
    cursor.current = placeOf(event)
    if (panning.current && picture.current) {
      look(pan(view.current, { x: event.clientX - panning.current.x, y: event.clientY - panning.current.y }, picture.current, room()))
      panning.current = { x: event.clientX, y: event.clientY }
    } else onInput?.({ type: 'move', at: cursor.current, shift: event.shiftKey, alt: event.altKey })
    paint()
  }

  function release(event: PointerEvent) {
    if (panning.current) panning.current = null
    else if (event.button === 0) onInput?.({ type: 'up', at: placeOf(event), shift: event.shiftKey, alt: event.altKey })
  }

  return (
    <div
      ref={stage}
      className="stage picture drawing"
      role="img"
      aria-label={`Picture ${sample.externalId}`}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerLeave={() => { cursor.current = null; paint() }}
      onPointerCancel={() => (panning.current = null)}
      onDoubleClick={(event) => onInput?.({ type: 'double', at: placeOf(event) })}
    >
      <div ref={frame} className="picture-frame" />
      <canvas ref={paper} className="paper" />
      {failed && (
        <div className="calm over trouble">
          <p>This picture could not be loaded.</p>
          <button onClick={() => { setFailed(false); setAttempt(attempt + 1) }}>Try again</button>
        </div>
      )}
    </div>
  )
}
