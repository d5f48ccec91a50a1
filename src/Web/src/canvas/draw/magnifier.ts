import type { XY } from '../geometry'
import { onPaper, type Sight } from './scene'

const sizePx = 148
const marginPx = 14
/** How much larger than on the stage, and at least. */
const [times, leastScale] = [4, 4]

/** What lies under the hand, enlarged in the corner farthest from it. */
export function drawMagnifier(pen: CanvasRenderingContext2D, image: HTMLImageElement, { view, paper, picture }: Sight, cursor: XY) {
  const [x, y] = onPaper(view)(cursor)
  const left = x > paper.width / 2 ? marginPx : paper.width - marginPx - sizePx
  const top = y > paper.height / 2 ? marginPx : paper.height - marginPx - sizePx
  const side = sizePx / Math.max(leastScale, view.scale * times)
  // The picture on screen may be a reduced one.
  const ratio = image.naturalWidth / picture.width
  const middle = sizePx / 2
  pen.save()
  pen.beginPath()
  pen.roundRect(left, top, sizePx, sizePx, 10)
  pen.fillStyle = '#222'
  pen.fill()
  pen.clip()
  pen.imageSmoothingEnabled = false
  // As bright as the person has set the picture itself.
  pen.filter = image.parentElement?.style.filter || 'none'
  pen.drawImage(image, (cursor[0] - side / 2) * ratio, (cursor[1] - side / 2) * ratio, side * ratio, side * ratio, left, top, sizePx, sizePx)
  pen.filter = 'none'
  pen.beginPath()
  pen.moveTo(left + middle, top)
  pen.lineTo(left + middle, top + sizePx)
  pen.moveTo(left, top + middle)
  pen.lineTo(left + sizePx, top + middle)
  pen.lineWidth = 1
  pen.strokeStyle = '#000a'
  pen.stroke()
  pen.setLineDash([4, 4])
  pen.strokeStyle = '#fff'
  pen.stroke()
  pen.restore()
  pen.beginPath()
  pen.roundRect(left, top, sizePx, sizePx, 10)
  pen.lineWidth = 2
  pen.strokeStyle = '#fffc'
  pen.stroke()
}
