import { useLayoutEffect, useRef, type RefObject } from 'react'
import { useLocation, useNavigationType } from 'react-router'

/** Where each place of the history was scrolled to, for as long as the window is open. */
const kept = new Map<string, number>()

/** So long a page may take to be as long as it was; later, nobody waits to be taken back. */
const mostMs = 5_000

/** Of somebody who goes where they want themselves. */
const byHand = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const

/**
 * Whoever comes back finds the page where they had scrolled it to, as soon as so much of it is there; a page that is new begins at its top.
 * @param box What scrolls; the window where left out.
 */
export function useKeptScroll(box?: RefObject<HTMLElement | null>) {
  const { key, pathname } = useLocation()
  const came = useNavigationType()
  const before = useRef(pathname)
  useLayoutEffect(() => {
    const scroller = box ? box.current! : document.documentElement
    const place = `${key} ${box ? 'box' : 'window'}`
    const wanted = came === 'POP' ? (kept.get(place) ?? 0) : 0
    let frame = 0
    const stop = () => {
      cancelAnimationFrame(frame)
      frame = 0
    }
    const until = performance.now() + mostMs
    const goOn = () => {
      scroller.scrollTop = wanted
      frame = Math.abs(scroller.scrollTop - wanted) > 1 && performance.now() < until ? requestAnimationFrame(goOn) : 0
    }
    const note = () => {
      if (!frame) kept.set(place, scroller.scrollTop)
    }
    if (wanted > 0) goOn()
    else if (!box && came === 'PUSH' && pathname !== before.current) scroller.scrollTop = 0
    before.current = pathname
    const heard: EventTarget = box ? scroller : window
    heard.addEventListener('scroll', note, { passive: true })
    for (const one of byHand) window.addEventListener(one, stop, { passive: true })
    return () => {
      stop()
      heard.removeEventListener('scroll', note)
      for (const one of byHand) window.removeEventListener(one, stop)
    }
  }, [key])
}
