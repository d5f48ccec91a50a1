import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type PointerEvent, type Ref } from 'react'
import { useServices } from '../app/services'
import { firstUrl, fullUrl } from './pictures'
import type { Sample } from './task'
import { fit, pan, zoomAt, type Size, type View } from './view'

export interface Zoom {
  /** In, out, or the whole picture. */
  by(direction: 1 | -1 | 0): void
}

interface Props {
  sample: Sample
  zoom?: Ref<Zoom>
  /** The picture is on screen. */
  onShown?(): void
}

const step = 1.5
/** A pixel drawn larger than this is shown as a square, not blurred. */
const squaresFrom = 3

/** A picture as large as its stage allows; wheel zooms at the pointer, dragging moves. */
export function Picture({ sample, zoom, onShown }: Props) {
  const { pictures, reach } = useServices()
  const stage = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const view = useRef<View | null>(null)
  const drag = useRef<{ x: number; y: number } | null>(null)
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const url = firstUrl(sample)
  const shown = useRef(onShown)
  shown.current = onShown

  const stageSize = (): Size => ({ width: stage.current!.clientWidth, height: stage.current!.clientHeight })
  const pictureSize = (): Size | null => {
    const image = frame.current?.firstElementChild as HTMLImageElement | null
    if (!image) return null
    return { width: sample.width || image.naturalWidth, height: sample.height || image.naturalHeight }
  }

  function draw(next: View) {
    const image = frame.current?.firstElementChild as HTMLImageElement | null
    const size = pictureSize()
    if (!image || !size) return
    view.current = next
    const { style } = frame.current!
    style.width = `${size.width * next.scale}px`
    style.height = `${size.height * next.scale}px`
    style.transform = `translate(${next.x}px, ${next.y}px)`
    frame.current!.classList.toggle('squares', next.scale * (size.width / image.naturalWidth) >= squaresFrom)
    if (next.scale * size.width > image.naturalWidth * 1.2 && url !== fullUrl(sample.url)) sharpen()
  }

  /** Puts the original in the place of the reduced picture once somebody looks closely. */
  function sharpen() {
    const before = frame.current!.firstElementChild
    void pictures.prepare(fullUrl(sample.url)).then((image) => {
      if (before && before === frame.current?.firstElementChild) frame.current.replaceChildren(image)
    }, () => {})
  }

  useLayoutEffect(() => {
    let left = false
    const place = (image: HTMLImageElement) => {
      if (left) return
      setFailed(false)
      frame.current!.replaceChildren(image)
      draw(fit(pictureSize()!, stageSize()))
      shown.current?.()
    }
    const ready = pictures.ready(url)
    if (ready) place(ready)
    else {
      frame.current!.replaceChildren()
      void pictures.prepare(url).then(place, () => left || setFailed(true))
    }
    return () => {
      left = true
    }
  }, [url, attempt])

  useEffect(() => (failed ? reach.onBack(() => setAttempt((before) => before + 1)) : undefined), [failed, reach])

  useEffect(() => {
    const sizes = new ResizeObserver(() => {
      const size = pictureSize()
      if (size) draw(fit(size, stageSize()))
    })
    sizes.observe(stage.current!)
    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      const { left, top } = stage.current!.getBoundingClientRect()
      zoomTo(Math.exp(-event.deltaY * 0.0015), { x: event.clientX - left, y: event.clientY - top })
    }
    const element = stage.current!
    element.addEventListener('wheel', wheel, { passive: false })
    return () => {
      sizes.disconnect()
      element.removeEventListener('wheel', wheel)
    }
  }, [sample.id])

  function zoomTo(factor: number, at: { x: number; y: number }) {
    const size = pictureSize()
    if (size && view.current) draw(zoomAt(view.current, factor, at, size, stageSize()))
  }

  useImperativeHandle(zoom, () => ({
    by(direction) {
      const room = stageSize()
      zoomTo(direction === 0 ? 0 : step ** direction, { x: room.width / 2, y: room.height / 2 })
    },
  }))

  function move(event: PointerEvent) {
    const size = pictureSize()
    if (!drag.current || !view.current || !size) return
    draw(pan(view.current, { x: event.clientX - drag.current.x, y: event.clientY - drag.current.y }, size, stageSize()))
    drag.current = { x: event.clientX, y: event.clientY }
  }

  return (
    <div
      ref={stage}
      className="stage picture"
      role="img"
      aria-label={`Picture ${sample.externalId}`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { x: event.clientX, y: event.clientY }
      }}
      onPointerMove={move}
      onPointerUp={() => (drag.current = null)}
      onPointerCancel={() => (drag.current = null)}
    >
      <div ref={frame} className="picture-frame" />
      {failed && (
        <div className="calm over trouble">
          <p>This picture could not be loaded.</p>
          <button onClick={() => { setFailed(false); setAttempt(attempt + 1) }}>Try again</button>
        </div>
      )}
    </div>
  )
}
