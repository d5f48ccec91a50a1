import { readShape } from '../shapes/shape'
import { drawShape, isInSight, onScreen } from './pen'
import { plain, type Scene, type Sight } from './scene'

/** From here on every shape is drawn with fewer strokes. */
const manyShapes = 400
/** A picture's pixel as large as this has a line around it, in CSS pixels. */
const gridFromPx = 14

/** Whether two scenes look the same but for what is in the hand. */
export function isStill(a: Scene, b: Scene): boolean {
  return a.objects === b.objects && a.suggested === b.suggested && a.looks === b.looks
    && sameList(a.selected, b.selected) && sameList([...a.dragged.keys()], [...b.dragged.keys()])
}

/** Draws what is not in the hand. */
export function drawStill(pen: CanvasRenderingContext2D, scene: Scene, sight: Sight) {
  onScreen(pen, sight)
  pen.clearRect(0, 0, sight.paper.width, sight.paper.height)
  drawGrid(pen, sight)
  const inHand = new Set([...scene.selected, ...scene.dragged.keys()])
  const light = scene.objects.length > manyShapes
  for (const object of scene.objects) {
    const shape = inHand.has(object.id) ? null : readShape(object.shape)
    if (shape && isInSight(shape, sight))
      drawShape(pen, shape, sight, {
        colour: scene.looks.colours.get(object.class) ?? plain, selected: false, suggested: scene.suggested.has(object.id),
        skeleton: scene.looks.skeletons.get(object.class), light,
      })
  }
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

const sameList = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((one, i) => one === b[i])
