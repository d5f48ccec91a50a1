import type { LabelObject } from '../labels/labels'
import type { Size, View } from '../tasks/view'
import { boxBetween, type XY } from './geometry'
import { boundsOfShape, boxShape, handles, outlines, readShape, type Shape } from './shapes'
import type { Tool } from './tools/tool'

/** All that can be seen over a picture. */
export interface Scene {
  objects: readonly LabelObject[]
  selected: readonly string[]
  /** The model's, and untouched so far. */
  suggested: ReadonlySet<string>
  /** Of each class. */
  colours: ReadonlyMap<string, string>
  /** Shapes as they are while they are dragged. */
  dragged: ReadonlyMap<string, Shape>
  tool: Tool
  /** Of the class being drawn. */
  colour: string
  /** Where the hand is. */
  cursor: XY | null
}

const handlePx = 8
/** Between vertices closer than this on screen there is no room for a handle. */
const roomForMiddlePx = 28
const plain = '#8a93a6'

/** Draws a scene as a view shows it: nothing else decides what is on screen. */
export function draw(pen: CanvasRenderingContext2D, scene: Scene, view: View, stage: Size, pixelRatio: number) {
  pen.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  pen.clearRect(0, 0, stage.width, stage.height)
  const at = ([x, y]: XY): XY => [x * view.scale + view.x, y * view.scale + view.y]
  for (const object of scene.objects) {
    const shape = scene.dragged.get(object.id) ?? readShape(object.shape)
    if (!shape) continue
    const selected = scene.selected.includes(object.id)
    drawShape(pen, shape, at, scene.colours.get(object.class) ?? plain, { selected, suggested: scene.suggested.has(object.id) })
    if (selected) drawName(pen, object.class, shape, at, scene.colours.get(object.class) ?? plain)
  }
  for (const id of scene.selected) {
    const object = scene.objects.find((one) => one.id === id)
    const shape = object && (scene.dragged.get(id) ?? readShape(object.shape))
    if (shape && scene.selected.length === 1) drawHandles(pen, shape, at, view, scene.colours.get(object.class) ?? plain)
  }
  drawTool(pen, scene, at, stage)
}

function drawShape(pen: CanvasRenderingContext2D, shape: Shape, at: (point: XY) => XY, colour: string, { selected, suggested }: { selected: boolean; suggested: boolean }) {
  pen.beginPath()
  for (const line of outlines(shape)) trace(pen, line.map(at), true)
  pen.globalAlpha = suggested ? 0.06 : selected ? 0.26 : 0.14
  pen.fillStyle = colour
  pen.fill('evenodd')
  pen.globalAlpha = 1
  pen.lineJoin = 'round'
  // Dark below the colour, so that a line is seen on any picture.
  pen.setLineDash([])
  pen.strokeStyle = '#0009'
  pen.lineWidth = selected ? 4.5 : 3.5
  pen.stroke()
  pen.setLineDash(suggested ? [7, 5] : [])
  pen.strokeStyle = colour
  pen.lineWidth = selected ? 2.5 : 1.75
  pen.stroke()
  pen.setLineDash([])
}

function drawName(pen: CanvasRenderingContext2D, name: string, shape: Shape, at: (point: XY) => XY, colour: string) {
  const { x, y } = boundsOfShape(shape)
  const [left, top] = at([x, y])
  pen.font = '600 12px system-ui, sans-serif'
  const width = pen.measureText(name).width + 10
  const above = Math.max(0, top - 22)
  pen.fillStyle = colour
  pen.fillRect(left - 1, above, width, 18)
  pen.fillStyle = isLight(colour) ? '#10142a' : '#fff'
  pen.textBaseline = 'middle'
  pen.fillText(name, left + 4, above + 9.5)
}

function drawHandles(pen: CanvasRenderingContext2D, shape: Shape, at: (point: XY) => XY, view: View, colour: string) {
  const all = handles(shape)
  const vertices = all.filter((handle) => handle.kind !== 'middle')
  pen.lineWidth = 1.5
  pen.strokeStyle = colour
  for (const handle of all) {
    const [x, y] = at(handle.at)
    pen.beginPath()
    if (handle.kind === 'middle') {
      const next = vertices.find((one) => one.kind === 'vertex' && one.part === handle.part && one.ring === handle.ring && one.index === handle.index)
      if (next && Math.hypot(next.at[0] - handle.at[0], next.at[1] - handle.at[1]) * 2 * view.scale < roomForMiddlePx) continue
      pen.arc(x, y, handlePx / 3, 0, 2 * Math.PI)
    } else pen.rect(x - handlePx / 2, y - handlePx / 2, handlePx, handlePx)
    pen.fillStyle = handle.kind === 'middle' ? '#fffb' : '#fff'
    pen.fill()
    pen.stroke()
  }
}

function drawTool(pen: CanvasRenderingContext2D, { tool, colour, cursor }: Scene, at: (point: XY) => XY, stage: Size) {
  if (tool.name === 'select') return
  if (cursor) drawCrosshair(pen, at(cursor), stage)
  if (tool.state === 'idle') return
  if (tool.name === 'box') return drawShape(pen, boxShape(boxBetween(tool.from, tool.to)), at, colour, { selected: true, suggested: false })
  const points = [...tool.points, tool.to]
  if (points.length > 2) {
    pen.beginPath()
    trace(pen, points.map(at), true)
    pen.globalAlpha = 0.16
    pen.fillStyle = colour
    pen.fill()
    pen.globalAlpha = 1
  }
  pen.beginPath()
  trace(pen, points.map(at), false)
  pen.strokeStyle = colour
  pen.lineWidth = 2.5
  pen.stroke()
  for (const [x, y] of tool.points.map(at)) {
    pen.beginPath()
    pen.arc(x, y, handlePx / 2, 0, 2 * Math.PI)
    pen.fillStyle = '#fff'
    pen.fill()
    pen.stroke()
  }
}

function drawCrosshair(pen: CanvasRenderingContext2D, [x, y]: XY, stage: Size) {
  pen.beginPath()
  pen.moveTo(0, Math.round(y) + 0.5)
  pen.lineTo(stage.width, Math.round(y) + 0.5)
  pen.moveTo(Math.round(x) + 0.5, 0)
  pen.lineTo(Math.round(x) + 0.5, stage.height)
  pen.lineWidth = 1
  pen.strokeStyle = '#0007'
  pen.stroke()
  pen.setLineDash([4, 4])
  pen.strokeStyle = '#fffa'
  pen.stroke()
  pen.setLineDash([])
}

function trace(pen: CanvasRenderingContext2D, line: readonly XY[], closed: boolean) {
  line.forEach(([x, y], i) => (i === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)))
  if (closed) pen.closePath()
}

/** By the weights of Rec. 601; a colour that is no #rrggbb counts as dark. */
function isLight(colour: string) {
  const [red, green, blue] = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16))
  return 0.299 * red! + 0.587 * green! + 0.114 * blue! > 150
}

