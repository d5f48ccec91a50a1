/** How a picture lies on its stage: screen = picture × scale + offset, in CSS pixels. */
export interface View {
  scale: number
  x: number
  y: number
}

export interface Size {
  width: number
  height: number
}

export interface Point {
  x: number
  y: number
}

/** Around the picture, so that its edges can be seen. */
const marginPx = 16
const greatestScale = 64

/** The whole picture, as large as it goes, in the middle. */
export function fit(picture: Size, stage: Size): View {
  const room = { width: Math.max(1, stage.width - 2 * marginPx), height: Math.max(1, stage.height - 2 * marginPx) }
  const scale = Math.min(room.width / picture.width, room.height / picture.height)
  return { scale, x: (stage.width - picture.width * scale) / 2, y: (stage.height - picture.height * scale) / 2 }
}

/** Zooms so that what lies under the pointer stays there; never smaller than the whole picture. */
export function zoomAt(view: View, factor: number, at: Point, picture: Size, stage: Size): View {
  const whole = fit(picture, stage)
  const scale = Math.min(Math.max(view.scale * factor, whole.scale), Math.max(greatestScale, whole.scale))
  if (scale === whole.scale) return whole
  const by = scale / view.scale
  return keepInSight({ scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }, picture, stage)
}

/** One pixel of the picture on one of the screen, about the middle of what is seen. */
export function actualSize(view: View, picture: Size, stage: Size, pixelRatio: number): View {
  const by = 1 / (pixelRatio * view.scale)
  const at = { x: stage.width / 2, y: stage.height / 2 }
  return keepInSight({ scale: view.scale * by, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }, picture, stage)
}

/** A part of the picture, with some of what is around it, in the middle. */
export function viewOf(part: { x: number; y: number; width: number; height: number }, picture: Size, stage: Size): View {
  const whole = fit(picture, stage)
  const share = 0.6
  const wanted = Math.min((stage.width * share) / Math.max(part.width, 1), (stage.height * share) / Math.max(part.height, 1))
  const scale = Math.min(Math.max(wanted, whole.scale), Math.max(greatestScale, whole.scale))
  return around({ x: part.x + part.width / 2, y: part.y + part.height / 2 }, scale, picture, stage)
}

export function pan(view: View, by: Point, picture: Size, stage: Size): View {
  return keepInSight({ ...view, x: view.x + by.x, y: view.y + by.y }, picture, stage)
}

/** After the stage has become larger or smaller: a picture seen whole stays so, of a part the same place stays in the middle. */
export function resized(view: View, before: Size, now: Size, picture: Size): View {
  const [was, is] = [fit(picture, before), fit(picture, now)]
  return Math.abs(view.scale / was.scale - 1) < 1e-3 ? is : around(middleOf(view, before), view.scale < was.scale ? view.scale : Math.max(view.scale, is.scale), picture, now)
}

/** What of a picture is seen, told so that it means the same of another: the middle as a share of its sides, and how much larger than whole. */
export interface Part {
  middle: Point
  times: number
}

export function partOf(view: View, picture: Size, stage: Size): Part {
  const { x, y } = middleOf(view, stage)
  return { middle: { x: x / picture.width, y: y / picture.height }, times: view.scale / fit(picture, stage).scale }
}

export function viewOfPart({ middle, times }: Part, picture: Size, stage: Size): View {
  const whole = fit(picture, stage)
  if (Math.abs(times - 1) < 1e-3) return whole
  return around({ x: middle.x * picture.width, y: middle.y * picture.height }, Math.min(whole.scale * times, Math.max(greatestScale, whole.scale)), picture, stage)
}

/** In pixels of the picture. */
const middleOf = ({ scale, x, y }: View, stage: Size): Point => ({ x: (stage.width / 2 - x) / scale, y: (stage.height / 2 - y) / scale })

const around = (middle: Point, scale: number, picture: Size, stage: Size): View =>
  keepInSight({ scale, x: stage.width / 2 - middle.x * scale, y: stage.height / 2 - middle.y * scale }, picture, stage)

/** The middle of the stage never lies outside of the picture. */
function keepInSight(view: View, picture: Size, stage: Size): View {
  const hold = (offset: number, length: number, room: number) => Math.min(room / 2, Math.max(room / 2 - length * view.scale, offset))
  return { ...view, x: hold(view.x, picture.width, stage.width), y: hold(view.y, picture.height, stage.height) }
}
