/** A list taller than a browser can make an element: the page scrolls over a shorter track. Small steps move the list by as
 * much as the track; a leap goes to the same share of the list as of the track. */
export interface Track {
  /** Height of the element that scrolls, pixels. */
  height: number
  /** Height of the whole list, pixels. */
  whole: number
  /** What is seen of it, pixels. */
  seen: number
}

/** Well under what any browser can do (Firefox: 17.9 million, Chromium: 33.5 million). */
export const tallest = 8_000_000

export const trackOf = (whole: number, seen: number): Track => ({ height: Math.min(whole, tallest), whole, seen })

/** @param base How far the list's top is above the track's, pixels.
 * @returns The same after the track was scrolled. */
export function scrolled({ height, whole, seen }: Track, base: number, from: number, to: number): number {
  const most = Math.max(0, height - seen)
  if (height === whole || to <= 0) return 0
  if (to >= most) return whole - height
  const near = Math.abs(to - from) <= 2 * seen
  const share = Math.round((to / most) * (whole - seen)) - to
  return near ? Math.min(Math.max(base, 0), whole - height) : share
}

/** Where to scroll so that a row is seen whole; the track's place and the base that goes with it.
 * @param top Of the row in the list, pixels. */
export function reveal(track: Track, base: number, at: number, top: number, rowHeight: number): { at: number; base: number } {
  const now = at + base
  const wanted = top < now ? top : top + rowHeight > now + track.seen ? top + rowHeight - track.seen : now
  if (wanted === now) return { at, base }
  const next = wanted - base
  if (Math.abs(wanted - now) <= 2 * track.seen && next >= 0 && next <= track.height - track.seen) return { at: next, base }
  const most = Math.max(1, track.height - track.seen)
  const share = track.height === track.whole ? wanted : Math.round((wanted / Math.max(1, track.whole - track.seen)) * most)
  return { at: share, base: wanted - share }
}
