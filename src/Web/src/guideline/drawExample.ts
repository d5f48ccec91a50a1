import { linesOf, readShape } from '../canvas/shapes/shape'
import type { LabelDocument } from '../labels/labels'
import type { DataSpec } from '../specs/spec'

/** Longest side of an example's picture, pixels: enough to see what is meant. */
const longestPx = 900
const plain = '#3552cc'

/** The sample with a label drawn on it, as a picture of its own: it stays what it showed, whatever becomes of the task. */
export async function drawExample(sampleUrl: string, labels: LabelDocument, spec: DataSpec): Promise<Blob> {
  const picture = new Image()
  picture.src = sampleUrl
  await picture.decode()
  const scale = Math.min(1, longestPx / Math.max(picture.naturalWidth, picture.naturalHeight))
  const paper = document.createElement('canvas')
  paper.width = Math.max(1, Math.round(picture.naturalWidth * scale))
  paper.height = Math.max(1, Math.round(picture.naturalHeight * scale))
  const pen = paper.getContext('2d')!
  pen.drawImage(picture, 0, 0, paper.width, paper.height)
  pen.lineJoin = 'round'
  for (const object of labels.objects) {
    const shape = readShape(object.shape)
    if (!shape) continue
    const colour = spec.classes.find((rule) => rule.name === object.class)?.color ?? plain
    for (const { points, closed } of linesOf(shape)) {
      pen.beginPath()
      for (const [x, y] of points) pen.lineTo(x * scale, y * scale)
      if (closed) pen.closePath()
      // A light line below the coloured one: it is seen on any ground.
      for (const [width, style] of [[5, '#ffffffcc'], [2.5, colour]] as const) {
        pen.lineWidth = width
        pen.strokeStyle = style
        pen.stroke()
      }
    }
    if (!('points' in shape)) continue
    pen.fillStyle = colour
    for (const { at: [x, y] } of shape.points) {
      pen.beginPath()
      pen.arc(x * scale, y * scale, 4, 0, 2 * Math.PI)
      pen.fill()
    }
  }
  return await new Promise((done, failed) => paper.toBlob((blob) => (blob ? done(blob) : failed(new Error('The picture could not be drawn.'))), 'image/png'))
}
