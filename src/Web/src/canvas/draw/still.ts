import { boundsOfShape, readShape, type Shape } from '../shapes/shape'
import { drawShape, isInSight, onScreen } from './pen'
import { plain, type Scene, type Sight } from './scene'

/** From here on every shape is drawn with fewer strokes. */
const manyShapes = 400
/** A picture's pixel as large as this has a line around it, in CSS pixels. */
const gridFromPx = 14
/** Where more than so many shapes changed, all are drawn anew. */
const fewChanges = 40
/** How far lines and points reach beyond a shape's bounds, in CSS pixels. */
const inkPx = 14

/** A part of the sheet, in CSS pixels. */
interface Part {
  left: number
  top: number
  width: number
  height: number
}

/** The shapes that came to the still sheet or left it from one scene to the next, of which there are none where it looks the same; null where all of it has changed. */
export function changedStill(before: Scene, after: Scene): readonly Shape[] | null {
  if (isStill(before, after)) return []
  if (before.looks !== after.looks || isLight(before) !== isLight(after)) return null
  const [was, is] = [lying(before), lying(after)]
  const same = (id: string) => before.suggested.has(id) === after.suggested.has(id)
  const [had, has] = [new Set(was), new Set(is)]
  const [gone, come] = [was.filter((one) => !has.has(one) || !same(one.id)), is.filter((one) => !had.has(one) || !same(one.id))]
  if (gone.length + come.length > fewChanges) return null
  const stayed = was.filter((one) => has.has(one))
  let at = 0
  if (!is.every((one) => !had.has(one) || one === stayed[at++])) return null
  return [...gone, ...come].flatMap(({ shape }) => readShape(shape) ?? [])
}

/** For sure, and at once: asked before every frame. */
const isStill = (a: Scene, b: Scene) => a.objects === b.objects && a.suggested === b.suggested && a.looks === b.looks
  && sameList(a.selected, b.selected) && sameList([...a.dragged.keys()], [...b.dragged.keys()])

const sameList = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((one, i) => one === b[i])

/** Draws what is not in the hand. */
export function drawStill(pen: CanvasRenderingContext2D, scene: Scene, sight: Sight) {
  onScreen(pen, sight)
  pen.clearRect(0, 0, sight.paper.width, sight.paper.height)
  drawGrid(pen, sight)
  drawShapes(pen, scene, sight, () => true)
}

/** Draws anew what lies around some shapes, in a scene that looks as before everywhere else. */
export function mendStill(pen: CanvasRenderingContext2D, scene: Scene, sight: Sight, changed: readonly Shape[]) {
  const parts = changed.filter((shape) => isInSight(shape, sight)).map((shape) => partOf(shape, sight))
  if (parts.length === 0) return
  pen.save()
  onScreen(pen, sight)
  pen.beginPath()
  for (const { left, top, width, height } of parts) pen.rect(left, top, width, height)
  pen.clip()
  for (const { left, top, width, height } of parts) pen.clearRect(left, top, width, height)
  drawGrid(pen, sight)
  drawShapes(pen, scene, sight, (shape) => {
    const one = partOf(shape, sight)
    return parts.some((part) => one.left < part.left + part.width && part.left < one.left + one.width && one.top < part.top + part.height && part.top < one.top + one.height)
  })
  pen.restore()
}

function drawShapes(pen: CanvasRenderingContext2D, scene: Scene, sight: Sight, isMeant: (shape: Shape) => boolean) {
  const light = isLight(scene)
  for (const object of lying(scene)) {
    const shape = readShape(object.shape)
    if (shape && isInSight(shape, sight) && isMeant(shape))
      drawShape(pen, shape, sight, {
        colour: scene.looks.colours.get(object.class) ?? plain, selected: false, suggested: scene.suggested.has(object.id),
        skeleton: scene.looks.skeletons.get(object.class), light,
      })
  }
}

const isLight = ({ objects }: Scene) => objects.length > manyShapes

/** What is not in the hand. */
function lying({ objects, selected, dragged }: Scene) {
  if (selected.length + dragged.size === 0) return objects
  const inHand = new Set([...selected, ...dragged.keys()])
  return objects.filter((one) => !inHand.has(one.id))
}

/** On whole pixels of the screen, so that no seam is seen around it. */
function partOf(shape: Shape, { view: { scale, x, y }, pixelRatio }: Sight): Part {
  const bounds = boundsOfShape(shape)
  const [down, up] = [(px: number) => Math.floor(px * pixelRatio) / pixelRatio, (px: number) => Math.ceil(px * pixelRatio) / pixelRatio]
  const [left, top] = [down(bounds.x * scale + x - inkPx), down(bounds.y * scale + y - inkPx)]
  return { left, top, width: up((bounds.x + bounds.width) * scale + x + inkPx) - left, height: up((bounds.y + bounds.height) * scale + y + inkPx) - top }
}

function drawGrid(pen: CanvasRenderingContext2D, { view: { scale, x, y }, paper, picture }: Sight) {
  if (scale < gridFromPx) return
  const [left, top] = [Math.max(0, Math.floor(-x / scale)), Math.max(0, Math.floor(-y / scale))]
  const [right, bottom] = [Math.min(picture.width, Math.ceil((paper.width - x) / scale)), Math.min(picture.height, Math.ceil((paper.height - y) / scale))]
  pen.beginPath()
  for (let i = left; i <= right; i++) (pen.moveTo(i * scale + x, top * scale + y), pen.lineTo(i * scale + x, bottom * scale + y))
  for (let i = top; i <= bottom; i++) (pen.moveTo(left * scale + x, i * scale + y), pen.lineTo(right * scale + x, i * scale + y))
  pen.lineWidth = 1
  pen.strokeStyle = '#8886'
  pen.stroke()
}
