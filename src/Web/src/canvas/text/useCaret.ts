import { useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { moveOf, spoken, trimmed, type Move } from './caret'

interface Given {
  body: RefObject<HTMLElement | null>
  text: string | undefined
  /** Marks a stretch, in code units. */
  onMark(from: number, to: number): void
}

/** A caret in a text that cannot be edited, so that a stretch of it is picked without a mouse. */
export function useCaret({ body, text, onMark }: Given) {
  const [caret, setCaret] = useState<{ left: number; top: number; height: number }>()
  const [said, setSaid] = useState('')
  /** Where it was, for coming back. */
  const last = useRef(0)

  /** In code units of the text; null outside of it. */
  function unitAt(node: Node | null, offset: number): number | null {
    if (!node || !body.current?.contains(node)) return null
    const range = document.createRange()
    range.selectNodeContents(body.current)
    range.setEnd(node, offset)
    return range.toString().length
  }

  /** What is selected, without space around it; null where nothing is. */
  function picked(): [number, number] | null {
    const selection = getSelection()
    if (!selection || selection.isCollapsed || text === undefined) return null
    const [a, b] = [unitAt(selection.anchorNode, selection.anchorOffset), unitAt(selection.focusNode, selection.focusOffset)]
    if (a === null || b === null) return null
    const [from, to] = trimmed(text, Math.min(a, b), Math.max(a, b))
    return from < to ? [from, to] : null
  }

  function place(unit: number) {
    const walker = document.createTreeWalker(body.current!, NodeFilter.SHOW_TEXT)
    let left = unit
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = (node as Text).length
      if (left <= length) return getSelection()?.collapse(node, left)
      left -= length
    }
  }

  function show() {
    const selection = getSelection()
    const stage = body.current?.parentElement
    if (!selection?.focusNode || !stage || !body.current!.contains(selection.focusNode)) return setCaret(undefined)
    const range = document.createRange()
    range.setStart(selection.focusNode, selection.focusOffset)
    const box = range.getClientRects()[0] ?? range.getBoundingClientRect()
    const around = stage.getBoundingClientRect()
    if (box.top < around.top + 8) stage.scrollTop -= around.top + 8 - box.top
    else if (box.bottom > around.bottom - 8) stage.scrollTop += box.bottom - around.bottom + 8
    const now = range.getClientRects()[0] ?? box
    setCaret({ left: now.left - around.left + stage.scrollLeft, top: now.top - around.top + stage.scrollTop, height: now.height })
  }

  function go(move: Move) {
    const selection = getSelection()!
    const before = { node: selection.focusNode, offset: selection.focusOffset }
    if (unitAt(before.node, before.offset) === null) place(last.current)
    selection.modify(move.alter, move.direction, move.by)
    // At the end of the text it would go on to whatever follows on the page.
    if (unitAt(selection.focusNode, selection.focusOffset) === null && before.node) {
      if (move.alter === 'extend') selection.extend(before.node, before.offset)
      else selection.collapse(before.node, before.offset)
    }
    last.current = unitAt(selection.focusNode, selection.focusOffset) ?? last.current
    const anchor = unitAt(selection.anchorNode, selection.anchorOffset) ?? last.current
    setSaid(spoken(text ?? '', Math.min(anchor, last.current), Math.max(anchor, last.current), move.by))
    show()
  }

  return {
    caret, said, picked, unitAt,
    say: setSaid,
    /** The selection has become a mark: the caret goes on behind it. */
    collapse(at: number) {
      last.current = at
      place(at)
      if (document.activeElement === body.current) show()
    },
    /** Where it was, in a text that was cut anew. */
    again() {
      place(last.current)
      show()
    },
    focused() {
      if (unitAt(getSelection()?.focusNode ?? null, getSelection()?.focusOffset ?? 0) === null) place(last.current)
      show()
    },
    left: () => setCaret(undefined),
    onKeyDown(event: KeyboardEvent) {
      const move = moveOf(event)
      const span = picked()
      if (move) go(move)
      else if (event.key === 'Enter' && !event.ctrlKey && span) onMark(...span)
      else if (event.key === 'Escape' && span) {
        place(last.current)
        show()
      } else return
      event.preventDefault()
      event.stopPropagation()
    },
  }
}
