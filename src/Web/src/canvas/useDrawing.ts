import { useEffect, useReducer, useRef, type RefObject } from 'react'
import { isTyping } from '../commands/command'
import { wrongs as wrongAnswers } from '../labels/asked'
import { nothingSaid, type LabelDocument, type LabelObject } from '../labels/labels'
import type { ClassRule, DataSpec } from '../specs/spec'
import type { Size } from '../tasks/view'
import type { CanvasHandle } from './Canvas'
import type { Scene } from './draw'
import { evolve, objectOf, pasted, startDrawing, type Act, type Drawing } from './drawing'
import type { XY } from './geometry'
import { moveBy, readShape, type Shape } from './shapes'
import { isBusy, step, toolFor } from './tools/step'
import { dragged, selectTool } from './tools/select'
import type { Input, Tool } from './tools/tool'

/** What is drawn on. */
interface Subject {
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
  /** Nothing may be changed. */
  lookingBack: boolean
  /** Something was drawn, changed or taken away. */
  changed(labels: LabelDocument): void
}

export type DrawingWork = ReturnType<typeof useDrawing>

/** The drawing of the task on screen and the tool in hand. They are kept beside React: the next input comes before it draws. */
export function useDrawing(given: Given) {
  const latest = useRef(given)
  latest.current = given
  const { spec, task, labels = nothingSaid } = given
  const drawing = useRef<Drawing>(startDrawing([]))
  const tool = useRef<Tool>(selectTool)
  const className = useRef<string>(undefined)
  const picture = useRef<Size & { task: string }>(null)
  const of = useRef<string>(undefined)
  const [, redraw] = useReducer((count: number) => count + 1, 0)

  const which = task && `${task.id} ${task.lease?.id}${given.lookingBack ? ' done' : ''}`
  if (of.current !== which) {
    of.current = which
    drawing.current = startDrawing(labels.objects)
    if (!spec.classes.some((one) => one.name === className.current)) className.current = spec.classes[0]?.name
    // Who drew goes on drawing; who corrected what was there goes on picking.
    tool.current = labels.objects.length > 0 && tool.current.name === 'select' ? selectTool : toolFor(ruleOf(spec, className.current)?.shape ?? 'none')
  }

  function show() {
    latest.current.canvas.current?.paint()
    redraw()
  }

  function act(one: Act) {
    const before = drawing.current
    drawing.current = evolve(before, one)
    if (drawing.current.objects !== before.objects) latest.current.changed({ ...(latest.current.labels ?? nothingSaid), objects: [...drawing.current.objects] })
    show()
  }

  /** Nobody changes what is not on screen yet. */
  const isShown = () => !!latest.current.task && picture.current?.task === latest.current.task.id

  function give(input: Input) {
    if (!picture.current || !isShown()) return
    const { objects, selected } = drawing.current
    const slop = latest.current.canvas.current?.slop() ?? 1
    const before = tool.current
    const next = step(before, input, { objects, selected, picture: picture.current, slop, class: className.current ?? '', newId })
    tool.current = next.tool
    if (next.act) act(next.act)
    else if (next.tool.name !== before.name || next.tool.state !== before.state) show()
    else if (next.tool !== before) latest.current.canvas.current?.paint()
  }

  function take(next: Tool) {
    tool.current = next
    show()
  }

  function pickClass(index: number) {
    const rule = latest.current.spec.classes[index]
    if (!rule) return
    const { objects, selected } = drawing.current
    const fits = objects.filter((one) => selected.includes(one.id) && ruleOf(latest.current.spec, one.class)?.shape === rule.shape)
    className.current = rule.name
    if (tool.current.name === 'select' && fits.length > 0) act({ type: 'class', ids: fits.map((one) => one.id), class: rule.name })
    else take(toolFor(rule.shape))
  }

  function nudge(dx: number, dy: number) {
    const shapes = new Map<string, Shape>()
    for (const id of drawing.current.selected) {
      const shape = readShape(objectOf(drawing.current, id)?.shape)
      if (shape && picture.current) shapes.set(id, moveBy(shape, dx, dy, picture.current))
    }
    if (shapes.size > 0) act({ type: 'shape', shapes })
  }

  const chosen = () => drawing.current.objects.filter((one) => drawing.current.selected.includes(one.id))
  const knows = ({ class: name, shape }: LabelObject) => {
    const kind = ruleOf(latest.current.spec, name)?.shape
    return !!kind && typeof shape === 'object' && shape !== null && kind in shape
  }

  function paste(copied: readonly LabelObject[]) {
    if (!picture.current || !isShown()) return
    act({ type: 'add', objects: pasted(copied, drawing.current, knows, picture.current, newId) })
    take(selectTool)
  }

  useEffect(() => {
    const elsewhere = (event: ClipboardEvent) => isTyping(event.target) || latest.current.lookingBack || !!document.querySelector('dialog[open]')
    const copy = (event: ClipboardEvent) => {
      if (elsewhere(event) || chosen().length === 0 || String(getSelection() ?? '')) return
      event.preventDefault()
      event.clipboardData?.setData('text/plain', JSON.stringify({ [clipboardMark]: chosen() }))
      if (event.type === 'cut') act({ type: 'remove', ids: drawing.current.selected })
    }
    const insert = (event: ClipboardEvent) => {
      const copied = elsewhere(event) ? undefined : readClipboard(event.clipboardData?.getData('text/plain') ?? '')
      if (!copied) return
      event.preventDefault()
      paste(copied)
    }
    window.addEventListener('copy', copy)
    window.addEventListener('cut', copy)
    window.addEventListener('paste', insert)
    return () => {
      window.removeEventListener('copy', copy)
      window.removeEventListener('cut', copy)
      window.removeEventListener('paste', insert)
    }
  }, [])

  return {
    get drawing() { return drawing.current },
    get tool() { return tool.current },
    get className() { return className.current },
    get picture() { return picture.current },
    shown(size: Size) {
      if (latest.current.task) picture.current = { ...size, task: latest.current.task.id }
    },
    isShown, act, give, nudge, pickClass,
    busy: () => isBusy(tool.current),
    cancel: () => (isBusy(tool.current) || tool.current.name === 'select' ? give({ type: 'cancel' }) : take(selectTool)),
    selectTool: () => take(selectTool),
    select(ids: readonly string[]) {
      take(selectTool)
      act({ type: 'select', ids })
    },
    selectNext(by: 1 | -1) {
      const { objects, selected } = drawing.current
      if (objects.length === 0) return
      const at = objects.findIndex((one) => one.id === selected.at(-1))
      take(selectTool)
      act({ type: 'select', ids: [objects[(at < 0 ? (by > 0 ? 0 : objects.length - 1) : at + by + objects.length) % objects.length]!.id] })
    },
    duplicate: () => paste(chosen()),
    /** Ids of objects that lack an answer or have a wrong one. */
    wrongs: () => drawing.current.objects.filter((one) => Object.keys(wrongsOf(spec, one)).length > 0).map((one) => one.id),
  }
}

export function wrongsOf(spec: DataSpec, object: LabelObject): Record<string, string> {
  return wrongAnswers(questionsOf(spec, object), { objects: [], properties: object.properties ?? {} })
}

/** What is asked of one object, as a spec of its own. */
export function questionsOf(spec: DataSpec, object: LabelObject): DataSpec {
  return { media: spec.media, classes: [], properties: ruleOf(spec, object.class)?.properties ?? [] }
}

export function sceneOf(it: Pick<DrawingWork, 'drawing' | 'tool' | 'className' | 'picture'>, spec: DataSpec, task: Subject, cursor: XY | null): Scene {
  const { objects, selected } = it.drawing
  const colours = coloursOf(spec)
  return {
    objects, selected, tool: it.tool, cursor, colours, colour: colours.get(it.className ?? '') ?? '',
    suggested: untouched(objects, task.prelabel?.objects ?? []),
    dragged: it.tool.name === 'select' && it.picture ? dragged(it.tool, { objects, picture: it.picture }) : new Map(),
  }
}

/** What the model drew and nobody has changed. */
function untouched(objects: readonly LabelObject[], suggested: readonly LabelObject[]): Set<string> {
  const before = new Map(suggested.map((one) => [one.id, one]))
  return new Set(objects.filter((one) => before.get(one.id) === one).map((one) => one.id))
}

/** The server gives every class a colour. */
const coloursOf = (spec: DataSpec) => new Map(spec.classes.map(({ name, color = '#3552cc' }) => [name, color]))

const ruleOf = (spec: DataSpec, name: string | undefined): ClassRule | undefined => spec.classes.find((one) => one.name === name)

const newId = () => crypto.randomUUID().slice(0, 13)

const clipboardMark = 'labelwise-objects'

function readClipboard(text: string): LabelObject[] | undefined {
  try {
    const found = (JSON.parse(text) as Record<string, unknown>)[clipboardMark]
    return Array.isArray(found) ? (found as LabelObject[]) : undefined
  } catch {
    return undefined
  }
}
