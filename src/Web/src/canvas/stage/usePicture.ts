import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { useServices } from '../../app/services'
import { firstUrl, fullUrl } from '../../tasks/pictures'
import type { Sample } from '../../tasks/task'
import type { Size } from '../../tasks/view'

/** Puts the picture of a sample into its frame, a reduced one first, and tries again when the server is back. */
export function usePicture(sample: Sample, frame: RefObject<HTMLElement | null>, placed: (picture: Size) => void) {
  const { pictures, reach } = useServices()
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const onPlaced = useRef(placed)
  onPlaced.current = placed
  const sharpening = useRef(false)
  const url = firstUrl(sample)
  const shown = () => (frame.current?.firstElementChild ?? null) as HTMLImageElement | null

  useLayoutEffect(() => {
    let left = false
    sharpening.current = false
    const place = (image: HTMLImageElement) => {
      if (left) return
      setFailed(false)
      frame.current!.replaceChildren(image)
      onPlaced.current({ width: sample.width || image.naturalWidth, height: sample.height || image.naturalHeight })
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

  // Only then: at every movement of a picture that cannot be had it would be asked for again.
  useEffect(() => reach.onBack(() => (sharpening.current = false)), [reach])
  useEffect(() => (failed ? reach.onBack(() => setAttempt((before) => before + 1)) : undefined), [failed, reach])

  return {
    failed,
    shown,
    retry() {
      setFailed(false)
      setAttempt(attempt + 1)
    },
    /** Puts the original in the place of a reduced picture once somebody looks closely. */
    lookedAt(scale: number, { width }: Size) {
      const before = shown()
      if (!before || sharpening.current || url === fullUrl(sample.url) || scale * width <= before.naturalWidth * 1.2) return
      sharpening.current = true
      void pictures.prepare(fullUrl(sample.url)).then((image) => {
        if (before === shown()) frame.current?.replaceChildren(image)
      }, () => {})
    },
  }
}
