import { clamp, type XY } from '../geometry'
import { boundsOfShape, linesOf, type Shape } from '../shapes/shape'
import { onPaper, type Sight } from './scene'

const paths = new WeakMap<Shape, Path2D>()

/** A shape never changes, so neither does its path, in pixels of the picture. */
function pathOf(shape: Shape): Path2D {
  const known = paths.get(shape)
  if (known) return known
  const path = new Path2D()
  for (const { points, closed } of linesOf(shape)) {
    points.forEach(([x, y], i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)))
    if (closed) path.closePath()
  }
  paths.set(shape, path)
  return path
}

export interface Ink {
  colour: string
  selected: boolean
  suggested: boolean
  skeleton?: readonly (readonly [string, string])[] | undefined
  /** Many shapes at once: without the dark line below each. */
  light?: boolean
}

export const pointPx = 5

/** The pen draws in CSS pixels of the paper. */
export function onScreen(pen: CanvasRenderingContext2D, { pixelRatio }: Sight) {
  pen.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
}

function onPicture(pen: CanvasRenderingContext2D, { pixelRatio, view }: Sight) {
  pen.setTransform(pixelRatio * view.scale, 0, 0, pixelRatio * view.scale, pixelRatio * view.x, pixelRatio * view.y)
}

export function isInSight(shape: Shape, { view: { scale, x, y }, paper }: Sight): boolean {
  const bounds = boundsOfShape(shape)
  const slack = 12
  return bounds.x * scale + x <= paper.width + slack && bounds.y * scale + y <= paper.height + slack
    && (bounds.x + bounds.width) * scale + x >= -slack && (bounds.y + bounds.height) * scale + y >= -slack
}

export function drawShape(pen: CanvasRenderingContext2D, shape: Shape, sight: Sight, ink: Ink) {
  if ('points' in shape) return drawPoints(pen, shape, sight, ink)
  const { colour, selected, suggested, light } = ink
  const path = pathOf(shape)
  onPicture(pen, sight)
  const px = 1 / sight.view.scale
  if (!('polyline' in shape)) {
    pen.globalAlpha = suggested ? 0.06 : selected ? 0.26 : 0.14
    pen.fillStyle = colour
    pen.fill(path, 'evenodd')
    pen.globalAlpha = 1
  }
  pen.lineJoin = 'round'
  if (!light) {
    // Dark below the colour, so that a line is seen on any picture.
    pen.strokeStyle = '#0009'
    pen.lineWidth = (selected ? 4.5 : 3.5) * px
    pen.stroke(path)
  }
  if (suggested) pen.setLineDash([7 * px, 5 * px])
  pen.strokeStyle = colour
  pen.lineWidth = (selected ? 2.5 : 1.75) * px
  pen.stroke(path)
  if (suggested) pen.setLineDash([])
}

function drawPoints(pen: CanvasRenderingContext2D, { points }: Shape & { points: unknown }, sight: Sight, { colour, selected, suggested, skeleton = [] }: Ink) {
  const at = onPaper(sight.view)
  onScreen(pen, sight)
  const named = new Map((points as { name?: string; at: XY }[]).map((point) => [point.name, at(point.at)]))
  pen.lineWidth = 2
  pen.strokeStyle = colour
  pen.setLineDash(suggested ? [7, 5] : [])
  pen.beginPath()
  for (const [from, to] of skeleton) {
    const [a, b] = [named.get(from), named.get(to)]
    if (a && b) (pen.moveTo(...a), pen.lineTo(...b))
  }
  pen.stroke()
  pen.setLineDash([])
  for (const { at: place, visible, name } of points as { at: XY; visible: boolean; name?: string }[]) {
    const [x, y] = at(place)
    pen.beginPath()
    pen.arc(x, y, pointPx, 0, 2 * Math.PI)
    pen.fillStyle = visible ? colour : '#fff'
    pen.fill()
    pen.lineWidth = visible ? 1.5 : 2
    pen.strokeStyle = visible ? '#fff' : colour
    pen.stroke()
    if (selected && name) drawLabel(pen, name, x + 8, y - 9, colour)
  }
}

export function drawName(pen: CanvasRenderingContext2D, name: string, shape: Shape, sight: Sight, colour: string) {
  const { x, y } = boundsOfShape(shape)
  const [left, top] = onPaper(sight.view)([x, y])
  onScreen(pen, sight)
  // Above the name of a point that may be the topmost.
  drawLabel(pen, name, clamp(left - 1, 0, sight.paper.width - 40), Math.max(0, top - ('points' in shape ? 31 : 22)), colour)
}

export function drawLabel(pen: CanvasRenderingContext2D, name: string, left: number, top: number, colour: string) {
  pen.font = '600 12px system-ui, sans-serif'
  pen.fillStyle = colour
  pen.fillRect(left, top, pen.measureText(name).width + 10, 18)
  pen.fillStyle = isLight(colour) ? '#10142a' : '#fff'
  pen.textBaseline = 'middle'
  pen.fillText(name, left + 5, top + 9.5)
}

/** By the weights of Rec. 601; a colour that is no #rrggbb counts as dark. */
function isLight(colour: string) {
  const [red, green, blue] = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16))
  return 0.299 * red! + 0.587 * green! + 0.114 * blue! > 150
}
