import { boxBetween, type XY } from '../geometry'
import { handles } from '../shapes/handles'
import { boxShape, readShape, type Shape } from '../shapes/shape'
import type { BrushTool } from '../tools/brush'
import { framed } from '../tools/select'
import type { Tool } from '../tools/tool'
import { nextName } from '../tools/points'
import { boxOn } from '../tools/rotatedBox'
import { drawMagnifier } from './magnifier'
import { drawLabel, drawName, drawShape, onScreen } from './pen'
import { onPaper, plain, type Pin, type Scene, type Sight } from './scene'

/** How large a handle is under a mouse or a pen, and under a finger. */
const [handlePx, fingerHandlePx] = [8, 14]
const pinPx = 11
/** Between vertices closer than this on screen there is no room for a handle. */
const roomForMiddlePx = 28

/** Draws what is picked, what is being drawn, and where the hand is. */
export function drawInHand(pen: CanvasRenderingContext2D, scene: Scene, sight: Sight, cursor: XY | null, image: HTMLImageElement | null, slop: number) {
  onScreen(pen, sight)
  pen.clearRect(0, 0, sight.paper.width, sight.paper.height)
  const frame = scene.tool.name === 'select' && scene.tool.state === 'framing' ? scene.tool : null
  const selected = frame ? framed(frame, { objects: scene.objects, locked: new Set() }) : scene.selected
  for (const object of scene.objects) {
    const isSelected = selected.includes(object.id)
    if (!isSelected && !scene.dragged.has(object.id) && !scene.selected.includes(object.id)) continue
    const shape = scene.dragged.get(object.id) ?? readShape(object.shape)
    if (!shape) continue
    const colour = scene.looks.colours.get(object.class) ?? plain
    drawShape(pen, shape, sight, { colour, selected: isSelected, suggested: scene.suggested.has(object.id), skeleton: scene.looks.skeletons.get(object.class) })
    if (isSelected) drawName(pen, object.class, shape, sight, colour)
    if (isSelected && scene.selected.length === 1) drawHandles(pen, shape, sight, colour, slop)
  }
  drawTool(pen, scene, sight, cursor)
  scene.pins?.forEach((pin) => drawPin(pen, pin, sight))
  const placesVertex = (scene.tool.name === 'polygon' || scene.tool.name === 'polyline' || scene.tool.name === 'points') && scene.tool.state === 'placing'
  const dragsVertex = scene.tool.name === 'select' && scene.tool.state === 'handling'
  if (scene.magnifier && cursor && image && (placesVertex || dragsVertex)) drawMagnifier(pen, image, sight, cursor)
}

function drawHandles(pen: CanvasRenderingContext2D, shape: Shape, sight: Sight, colour: string, slop: number) {
  const at = onPaper(sight.view)
  const size = slop * sight.view.scale > fingerHandlePx ? fingerHandlePx : handlePx
  const all = handles(shape, slop)
  const ends = all.filter((handle) => 'ring' in handle && handle.kind === 'vertex')
  onScreen(pen, sight)
  pen.lineWidth = 1.5
  pen.strokeStyle = colour
  for (const handle of all) {
    const [x, y] = at(handle.at)
    if (handle.kind === 'middle') {
      const from = ends.find((one) => 'ring' in one && one.part === handle.part && one.ring === handle.ring && one.index === handle.index)
      if (from && Math.hypot(from.at[0] - handle.at[0], from.at[1] - handle.at[1]) * 2 * sight.view.scale < (roomForMiddlePx * size) / handlePx) continue
    }
    pen.beginPath()
    if (handle.kind === 'middle' || handle.kind === 'side') pen.arc(x, y, size / 3, 0, 2 * Math.PI)
    else if (handle.kind === 'turn') pen.arc(x, y, size / 1.6, 0, 2 * Math.PI)
    else pen.rect(x - size / 2, y - size / 2, size, size)
    pen.fillStyle = handle.kind === 'middle' || handle.kind === 'side' ? '#fffb' : handle.kind === 'turn' ? colour : '#fff'
    pen.fill()
    pen.stroke()
  }
}

function drawTool(pen: CanvasRenderingContext2D, { tool, colour, radiusPx, pointNames, crosshair }: Scene, sight: Sight, cursor: XY | null) {
  const at = onPaper(sight.view)
  onScreen(pen, sight)
  const ink = { colour, selected: true, suggested: false }
  if (tool.name === 'select') {
    if (tool.state === 'framing') drawFrame(pen, at(tool.from), at(tool.to))
    return
  }
  if (isBrush(tool)) {
    if (tool.state === 'painting') drawWay(pen, tool.way.map(at), radiusPx * sight.view.scale, tool.name === 'eraser' ? '#000' : colour)
    if (cursor) drawRing(pen, at(cursor), radiusPx * sight.view.scale, tool.name === 'eraser')
    return
  }
  if (cursor && crosshair) drawCrosshair(pen, at(cursor), sight)
  if (tool.name === 'points') {
    if (tool.state === 'placing') drawShape(pen, { points: tool.points }, sight, ink)
    const name = nextName(tool, pointNames)
    onScreen(pen, sight)
    if (cursor && name !== undefined) drawLabel(pen, name, at(cursor)[0] + 12, at(cursor)[1] + 10, colour)
    return
  }
  if (tool.state === 'idle') return
  if (tool.name === 'box') return drawShape(pen, boxShape(boxBetween(tool.from, tool.to)), sight, ink)
  if (tool.name === 'rotatedBox') {
    const whole = tool.state === 'depth' ? boxOn(tool.from, tool.side, tool.to, sight) : null
    return whole ? drawShape(pen, whole, sight, ink) : drawShape(pen, { polyline: [tool.from, tool.state === 'depth' ? tool.side : tool.to] }, sight, ink)
  }
  const points = [...tool.points, tool.to]
  if (tool.name === 'polygon' && points.length > 2) {
    pen.beginPath()
    trace(pen, points.map(at))
    pen.globalAlpha = 0.16
    pen.fillStyle = colour
    pen.fill()
    pen.globalAlpha = 1
  }
  drawShape(pen, { polyline: points }, sight, ink)
  onScreen(pen, sight)
  pen.lineWidth = 1.5
  pen.strokeStyle = colour
  pen.fillStyle = '#fff'
  for (const [x, y] of tool.points.map(at)) {
    pen.beginPath()
    pen.arc(x, y, handlePx / 2, 0, 2 * Math.PI)
    pen.fill()
    pen.stroke()
  }
}

/** White on dark with a light rim, so that it is seen on any picture; hollow once seen to. */
function drawPin(pen: CanvasRenderingContext2D, { at, number, done }: Pin, sight: Sight) {
  const [x, y] = onPaper(sight.view)(at)
  onScreen(pen, sight)
  pen.beginPath()
  pen.arc(x, y, pinPx, 0, 2 * Math.PI)
  pen.fillStyle = done ? '#ffffffd9' : '#b3261e'
  pen.fill()
  pen.lineWidth = 2
  pen.strokeStyle = done ? '#5a6376' : '#fff'
  pen.stroke()
  pen.font = '700 12px system-ui, sans-serif'
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillStyle = done ? '#5a6376' : '#fff'
  pen.fillText(done ? '✓' : String(number), x, y + 0.5)
  pen.textAlign = 'start'
}

const isBrush = (tool: Tool): tool is BrushTool => tool.name === 'brush' || tool.name === 'eraser'

function drawCrosshair(pen: CanvasRenderingContext2D, [x, y]: XY, { paper }: Sight) {
  pen.beginPath()
  pen.moveTo(0, Math.round(y) + 0.5)
  pen.lineTo(paper.width, Math.round(y) + 0.5)
  pen.moveTo(Math.round(x) + 0.5, 0)
  pen.lineTo(Math.round(x) + 0.5, paper.height)
  pen.lineWidth = 1
  twoToned(pen, '#0007', '#fffa')
}

function drawFrame(pen: CanvasRenderingContext2D, from: XY, to: XY) {
  pen.beginPath()
  pen.rect(Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1]))
  pen.fillStyle = '#fff2'
  pen.fill()
  pen.lineWidth = 1
  twoToned(pen, '#000a', '#fff')
}

function drawRing(pen: CanvasRenderingContext2D, [x, y]: XY, radius: number, dashed: boolean) {
  pen.beginPath()
  pen.arc(x, y, Math.max(1, radius), 0, 2 * Math.PI)
  pen.lineWidth = dashed ? 1.5 : 1
  twoToned(pen, '#000', '#fff')
}

function drawWay(pen: CanvasRenderingContext2D, way: readonly XY[], radius: number, colour: string) {
  pen.beginPath()
  trace(pen, way.length > 1 ? way : [way[0]!, way[0]!])
  pen.lineCap = pen.lineJoin = 'round'
  pen.lineWidth = radius * 2
  pen.strokeStyle = colour
  pen.globalAlpha = 0.45
  pen.stroke()
  pen.globalAlpha = 1
  pen.lineCap = 'butt'
}

/** Seen on any picture. */
function twoToned(pen: CanvasRenderingContext2D, below: string, above: string) {
  pen.strokeStyle = below
  pen.stroke()
  pen.setLineDash([4, 4])
  pen.strokeStyle = above
  pen.stroke()
  pen.setLineDash([])
}

function trace(pen: CanvasRenderingContext2D, line: readonly XY[]) {
  line.forEach(([x, y], i) => (i === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)))
}
