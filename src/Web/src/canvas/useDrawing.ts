import { useReducer, useRef, type RefObject } from 'react'
import { newKey } from '../api/newKey'
import { nothingSaid, type LabelDocument, type LabelObject } from '../labels/labels'
import type { ClassRule, DataSpec } from '../specs/spec'
import type { Size } from '../tasks/view'
import { begunOf, isBegun, keepBegun } from './begun'
import type { CanvasHandle } from './Canvas'
import { evolve, labelsOf, movedTogether, objectOf, pasted, startDrawing, type Act, type Drawing } from './drawing'
import { drawnLast, restored, type KeptAct } from './restored'
import { keptAnswers, knows, ruleOf, wrongsOf } from './rules'
import { boundsOf, type Bounds, type XY } from './geometry'
import { boundsOfShape, readShape, type Shape } from './shapes/shape'
import { scaleBy, turnBy } from './shapes/moving'
import { simplify } from './shapes/simplify'
import { untouched } from './suggestions'
import { cursorAt } from './tools/cursor'
import { removal, selectTool } from './tools/select'
import { isBusy, step, toolFor } from './tools/step'
import type { Bench, HandInput, Tool } from './tools/tool'
import { useClipboard } from './useClipboard'

/** What is drawn on. */
export interface Subject {
  id: string
  lease?: { id: string }
  /** What the model drew. */
  prelabel?: LabelDocument
}

interface Given {
  spec: DataSpec
  canvas: RefObject<CanvasHandle | null>
  task: Subject | undefined
  labels: LabelDocument | undefined
  /** The acts that led to these labels, as far as this browser kept them. */
  kept?: readonly KeptAct[]
  /** Nothing may be changed. */
  lookingBack: boolean
  /** Of the brush, in pixels of the screen. */
  brushPx: number
  /** Something was drawn, changed or taken away. */
  changed(labels: LabelDocument, act: KeptAct): void
}

export type DrawingWork = ReturnType<typeof useDrawing>

/** The drawing of the task on screen and the tool in hand. They are kept beside React: the next input comes before it draws. */
export function useDrawing(given: Given) {
  const latest = useRef(given)
  latest.current = given
  const { spec, task, labels = nothingSaid } = given
  const drawing = useRef<Drawing>(startDrawing(nothingSaid))
  /** Set until the first act: what undoing will go back to. */
  const start = useRef<LabelDocument | undefined>(undefined)
  const tool = useRef<Tool>(selectTool)
  /** The tool as it was before the last press. */
  const beforePress = useRef<Tool>(undefined)
  const className = useRef<string>(undefined)
  const picture = useRef<Size & { task: string }>(null)
  const of = useRef<string>(undefined)
  const [, redraw] = useReducer((count: number) => count + 1, 0)

  const which = task && `${task.id} ${task.lease?.id}${given.lookingBack ? ' done' : ''}`
  // Held anew after a hold that had ended unnoticed: what is in hand is in hand.
  const goesOn = !!task && !given.lookingBack && of.current !== which && of.current?.split(' ')[0] === task.id && !of.current.endsWith(' done')
    && JSON.stringify(labelsOf(drawing.current)) === JSON.stringify({ objects: labels.objects, properties: labels.properties })
  if (goesOn) {
    of.current = which
    if (isBegun(tool.current)) keepBegun({ of: which!, class: className.current ?? '', tool: tool.current })
  }
  if (of.current !== which) {
    const isFirst = of.current === undefined
    of.current = which
    const before = given.lookingBack ? null : restored(given.kept ?? [], labels)
    drawing.current = before ?? startDrawing(labels)
    start.current = before ? undefined : labels
    // In the midst of drawing the page was loaded again.
    const drew = isFirst && before ? drawnLast(given.kept ?? []) : undefined
    if (!spec.classes.some((one) => one.name === className.current)) className.current = (ruleOf(spec, drew) ?? spec.classes[0])?.name
    // Who drew goes on drawing; who corrected what was there goes on picking.
    tool.current = !drew && labels.objects.length > 0 && tool.current.name === 'select' ? selectTool : toolFor(ruleOf(spec, className.current)?.shape)
    const begun = which && !given.lookingBack ? begunOf(which) : null
    if (begun && ruleOf(spec, begun.class)?.shape === begun.tool.name) [className.current, tool.current] = [begun.class, begun.tool]
  }

  /** Vertex by vertex: a page may go away in the midst of an outline. */
  function keepWhatIsBegun(before: Tool) {
    const now = tool.current
    if (isBegun(now) ? isBegun(before) && before.points === now.points : !isBegun(before)) return
    keepBegun(isBegun(now) && of.current ? { of: of.current, class: className.current ?? '', tool: now } : null)
  }

  function show() {
    latest.current.canvas.current?.paint()
    redraw()
  }

  function act(one: Act) {
    const before = drawing.current
    const after = (drawing.current = evolve(before, one))
    const isChange = after.objects !== before.objects || after.answers !== before.answers || after.accepted !== before.accepted
    if (isChange) {
      latest.current.changed(labelsOf(after), { ...(start.current && { start: start.current }), act: one })
      start.current = undefined
    }
    show()
  }

  /** Nobody changes what is not on screen yet. */
  const isShown = () => !!latest.current.task && picture.current?.task === latest.current.task.id
  function chosen() {
    const those = new Set(drawing.current.selected)
    return drawing.current.objects.filter((one) => those.has(one.id))
  }
  /** Of what is picked, what may be changed. */
  const free = () => chosen().filter((one) => !drawing.current.locked.has(one.id))
  const visible = (): readonly LabelObject[] => {
    const { objects, hidden } = drawing.current
    return hidden.size > 0 ? objects.filter((one) => !hidden.has(one.id)) : objects
  }

  function give(input: HandInput) {
    if (!picture.current || !isShown()) return
    if (input.type === 'unpress') {
      const taken = tool.current
      if (beforePress.current) tool.current = beforePress.current
      keepWhatIsBegun(taken)
      return show()
    }
    const before = tool.current
    beforePress.current = input.type === 'down' ? before : beforePress.current
    const next = step(before, input, bench(picture.current))
    tool.current = next.tool
    keepWhatIsBegun(before)
    if (next.act) act(next.act)
    else if (next.tool.name !== before.name || next.tool.state !== before.state) show()
    else if (next.tool !== before) latest.current.canvas.current?.paint()
  }

  function bench(size: Size): Bench {
    return {
      objects: visible(), locked: drawing.current.locked, selected: drawing.current.selected, picture: size, slop: latest.current.canvas.current?.slop() ?? 1,
      class: className.current ?? '', pointNames: ruleOf(latest.current.spec, className.current)?.pointNames ?? [],
      radiusPx: radiusPx(latest.current), newId,
    }
  }

  /** A shape that is drawn so far that it is one is no less worth for being left in a hurry. */
  function finishBegun() {
    if (isBusy(tool.current) && tool.current.name !== 'select') give({ type: 'confirm' })
  }

  function take(next: Tool) {
    finishBegun()
    const before = tool.current
    tool.current = next
    keepWhatIsBegun(before)
    show()
  }

  /** Whether what is in hand goes on as it is under another class. */
  function fitsInHand(rule: ClassRule): boolean {
    const { name } = tool.current
    if (name === 'brush' || name === 'eraser') return rule.shape === 'polygon'
    const names = (one: ClassRule | undefined) => (one?.pointNames ?? []).join('\n')
    return isBusy(tool.current) && name === rule.shape && names(ruleOf(latest.current.spec, className.current)) === names(rule)
  }

  function pickClass(index: number) {
    const rule = latest.current.spec.classes[index]
    if (!rule) return
    const span = rule.shape === 'span' && isShown() ? latest.current.canvas.current?.takeSpan?.() : null
    if (span) {
      className.current = rule.name
      return act({ type: 'add', objects: [{ id: newId(), class: rule.name, shape: { span } }] })
    }
    // What has no place is made at once, and what is drawn stays what it was.
    if (rule.shape === 'none') return isShown() ? act({ type: 'add', objects: [{ id: newId(), class: rule.name, shape: null }] }) : undefined
    const fits = free().filter((one) => ruleOf(latest.current.spec, one.class)?.shape === rule.shape)
    const goesOn = fitsInHand(rule)
    if (!goesOn) finishBegun()
    className.current = rule.name
    if (goesOn) show()
    else if (tool.current.name === 'select' && fits.length > 0)
      act({ type: 'class', ids: fits.map((one) => one.id), class: rule.name, keeps: [...new Set(fits.flatMap((one) => keptAnswers(latest.current.spec, one, rule)))] })
    else take(toolFor(rule.shape))
  }

  /** Changes each of the picked shapes that has a place on the picture. */
  function reshape(change: (shape: Shape, picture: Size) => Shape) {
    const shapes = new Map<string, Shape>()
    for (const { id, shape: given } of free()) {
      const shape = readShape(given)
      const next = shape && picture.current ? change(shape, picture.current) : null
      if (next && JSON.stringify(next) !== JSON.stringify(shape)) shapes.set(id, next)
    }
    if (shapes.size > 0) act({ type: 'shape', shapes })
  }

  function nudge(dx: number, dy: number) {
    if (!picture.current) return
    const [one, another] = free()
    const span = another ? undefined : (one?.shape as { span?: [number, number] } | null | undefined)?.span
    if (one && span) return nudgeSpan(one.id, span, dx)
    const shapes = movedTogether(drawing.current.objects, free().map(({ id }) => id), dx, dy, picture.current)
    if (shapes.size > 0) act({ type: 'shape', shapes })
  }

  /** A letter at its end; with Shift, which means ten pixels, at its start. */
  function nudgeSpan(id: string, [from, to]: [number, number], dx: number) {
    const next: [number, number] = Math.abs(dx) > 1 ? [Math.max(0, from + Math.sign(dx)), to] : [from, Math.min(picture.current!.width, to + dx)]
    if (next[0] < next[1]) act({ type: 'span', id, span: next })
  }

  function paste(copied: readonly LabelObject[]) {
    if (!picture.current || !isShown()) return
    finishBegun()
    act({ type: 'add', objects: pasted(copied, drawing.current, (object) => knows(latest.current.spec, object), picture.current, newId) })
    take(selectTool)
  }

  useClipboard({
    // Of what is handed in nothing can be picked: all of it is meant.
    chosen: () => (latest.current.lookingBack ? drawing.current.objects : chosen()),
    paste, fixed: () => latest.current.lookingBack, cut: () => act(removal(drawing.current)),
  })

  return {
    get drawing() { return drawing.current },
    get tool() { return tool.current },
    get className() { return className.current },
    get picture() { return picture.current },
    shown(size: Size) {
      if (latest.current.task) picture.current = { ...size, task: latest.current.task.id }
    },
    isShown, act, give, take, nudge, pickClass, visible, finishBegun,
    cursorAt: (at: XY) => (picture.current && isShown() ? cursorAt(tool.current, bench(picture.current), at) : ''),
    busy: () => isBusy(tool.current),
    cancel: () => (isBusy(tool.current) || tool.current.name === 'select' ? give({ type: 'cancel' }) : take(selectTool)),
    selectTool: () => take(selectTool),
    select(ids: readonly string[]) {
      take(selectTool)
      act({ type: 'select', ids })
    },
    selectNext(by: 1 | -1) {
      const [objects, { selected }] = [visible(), drawing.current]
      if (objects.length === 0) return
      const at = objects.findIndex((one) => one.id === selected.at(-1))
      take(selectTool)
      act({ type: 'select', ids: [objects[(at < 0 ? (by > 0 ? 0 : objects.length - 1) : at + by + objects.length) % objects.length]!.id] })
    },
    duplicate: () => paste(chosen().length > 0 ? chosen() : drawing.current.objects.slice(-1)),
    turn: (degrees: number) => reshape((shape, size) => turnBy(shape, degrees, size)),
    scale: (factor: number) => reshape((shape, size) => scaleBy(shape, factor, size)),
    simplify: () => reshape((shape) => simplify(shape, (latest.current.canvas.current?.slop() ?? 1) / 4)),
    /** A point that something hides becomes one that is seen, and the other way round. */
    togglePoint() {
      const picked = tool.current.name === 'select' && tool.current.state === 'idle' ? tool.current.picked : undefined
      if (picked?.handle.kind !== 'vertex') return
      const { index } = picked.handle
      reshape((shape) => ('points' in shape ? { points: shape.points.map((point, i) => (i === index ? { ...point, visible: !point.visible } : point)) } : shape))
    },
    addSpan: (span: readonly [number, number]) => act({ type: 'add', objects: [{ id: newId(), class: className.current ?? '', shape: { span } }] }),
    /** What the model drew and nobody has touched. */
    suggested: () => untouched(drawing.current, latest.current.task?.prelabel),
    bounds(): Bounds | null {
      const shapes = chosen().flatMap((one) => readShape(one.shape) ?? [])
      return shapes.length > 0 ? boundsOf(shapes.map(boundsOfShape).flatMap(({ x, y, width, height }) => [[x, y], [x + width, y + height]] as const)) : null
    },
    /** Ids of objects that lack an answer or have a wrong one. */
    wrongs: () => drawing.current.objects.filter((one) => Object.keys(wrongsOf(spec, one)).length > 0).map((one) => one.id),
    object: (id: string | undefined) => objectOf(drawing.current, id),
  }
}

export const radiusPx = ({ brushPx, canvas }: Pick<Given, 'brushPx' | 'canvas'>) => (brushPx * (canvas.current?.slop() ?? 8)) / 8

const newId = () => newKey().slice(0, 13)
