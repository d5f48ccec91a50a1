import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { useKeptScroll } from '../app/keptScroll'
import { t } from '../i18n/texts'
import { reveal, scrolled, trackOf } from './scroll'
import { extend, extendFrom, isPicked, toggle, type Selection } from './selection'

interface Props {
  label: string
  total: number
  /** What is picked is what something is wrong with. */
  exceptions?: boolean
  /** Least width of a tile, and the height of a row, pixels. */
  tile: { width: number; height: number }
  selection: Selection
  onSelect(selection: Selection): void
  onOpen(place: number): void
  /** Told which places are in sight. */
  onSight(first: number, last: number): void
  draw(place: number): ReactNode
  /** False while it is on its way. */
  isThere(place: number): boolean
  children?: ReactNode
}

/** Rows kept ready above and below what is seen. */
const spareRows = 2

/** Any number of tiles, of which only those in sight are there. A listbox to a screen reader; arrows, Space, Shift, Ctrl+A, Enter. */
export function TaskGrid({ label, total, exceptions, tile, selection, onSelect, onOpen, onSight, draw, isThere, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useKeptScroll(box)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const [place, setPlace] = useState({ at: 0, base: 0 })
  const [current, setCurrent] = useState(0)
  const columns = Math.max(1, Math.floor(size.width / tile.width))
  const rows = Math.ceil(total / columns)
  const track = trackOf(rows * tile.height, size.height)
  const top = place.at + place.base
  const firstRow = Math.max(0, Math.floor(top / tile.height) - spareRows)
  const lastRow = Math.min(rows - 1, Math.ceil((top + size.height) / tile.height) + spareRows)
  const [first, last] = [firstRow * columns, Math.min(total - 1, (lastRow + 1) * columns - 1)]

  useLayoutEffect(() => {
    const element = box.current!
    const watcher = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }))
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [])
  useEffect(() => {
    if (size.width > 0) onSight(first, Math.max(first, last))
  }, [first, last, size.width, onSight])
  useEffect(() => {
    if (current >= total) setCurrent(Math.max(0, total - 1))
  }, [current, total])

  function onScroll() {
    const at = box.current!.scrollTop
    setPlace((before) => (at === before.at ? before : { at, base: scrolled(track, before.base, before.at, at) }))
  }

  function goTo(next: number) {
    const to = Math.min(Math.max(next, 0), total - 1)
    setCurrent(to)
    const shown = reveal(track, place.base, place.at, Math.floor(to / columns) * tile.height, tile.height)
    setPlace(shown)
    box.current!.scrollTop = shown.at
    return to
  }

  function onKeyDown(event: KeyboardEvent) {
    const page = Math.max(1, Math.floor(size.height / tile.height)) * columns
    const moves: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, PageUp: -page, PageDown: page, Home: -total, End: total }
    const by = moves[event.key]
    if (by !== undefined) {
      const to = goTo(current + by)
      if (event.shiftKey) onSelect(extendFrom(selection, current, to))
    } else if (event.key === ' ') onSelect(event.shiftKey ? extend(selection, current) : toggle(selection, current))
    else if (event.key === 'Enter') onOpen(current)
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) onSelect({ kind: 'all' })
    else if (event.key === 'Escape') onSelect({ kind: 'some', places: new Set(), anchor: null })
    else return
    event.preventDefault()
  }

  function onClick(event: MouseEvent, at: number) {
    setCurrent(at)
    box.current!.focus({ preventScroll: true })
    onSelect(event.shiftKey ? extend(selection, at) : toggle(selection, at))
  }

  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
  return (
    <div
      ref={box} className={exceptions ? 'task-grid exceptions' : 'task-grid'} role="listbox" aria-multiselectable="true" aria-label={label} tabIndex={0} onScroll={onScroll} onKeyDown={onKeyDown}
      aria-activedescendant={shown.includes(current) ? `place-${current}` : undefined} data-first={first} data-last={last}
    >
      {total > 0 && (
        <div role="presentation" className="task-track" style={{ height: track.height }}>
          {shown.map((at) => (
            <div
              key={at} id={`place-${at}`} role="option" aria-selected={isPicked(selection, at)} aria-posinset={at + 1} aria-setsize={total} aria-label={isThere(at) ? undefined : t.curate.loading}
              className={at === current ? 'tile current' : 'tile'} onMouseDown={(event) => event.shiftKey && event.preventDefault() /* it would mark text */} onClick={(event) => onClick(event, at)} onDoubleClick={() => onOpen(at)}
              style={{
                width: `calc(${100 / columns}% - 10px)`, height: tile.height - 10, left: `calc(${(at % columns) * (100 / columns)}% + 5px)`,
                transform: `translateY(${Math.floor(at / columns) * tile.height - place.base + 5}px)`,
              }}
            >
              {draw(at)}
            </div>
          ))}
        </div>
      )}
      {children}
    </div>
  )
}
