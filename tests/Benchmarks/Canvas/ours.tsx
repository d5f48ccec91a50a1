import { useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { ServicesContext, type Services } from '../../../src/Web/src/app/services'
import '../../../src/Web/src/app/app.css'
import type { CanvasHandle } from '../../../src/Web/src/canvas/Canvas'
import { boundsOfShape, readShape } from '../../../src/Web/src/canvas/shapes/shape'
import { usual } from '../../../src/Web/src/canvas/settings'
import { Stage } from '../../../src/Web/src/canvas/Stage'
import { useDrawing, type DrawingWork } from '../../../src/Web/src/canvas/useDrawing'
import type { LabelDocument } from '../../../src/Web/src/labels/labels'
import { readSpec } from '../../../src/Web/src/specs/spec'
import { createPictures } from '../../../src/Web/src/tasks/pictures'
import { frame, frames, given, picture, pictureUrl } from './given'

const spec = readSpec({ media: 'image', classes: [{ name: 'a', shape: 'polygon', color: '#e69f00' }], properties: [] })
const empty: LabelDocument = { objects: [], properties: {} }
let it: DrawingWork
let handle: { current: CanvasHandle | null }

function Page({ sample, labels }: { sample: { id: string; externalId: string; url: string }; labels: LabelDocument }) {
  const canvas = useRef<CanvasHandle>(null)
  const task = { id: labels.objects.length > 0 ? 'full' : 'empty', sample }
  it = useDrawing({ spec, canvas, task, labels, lookingBack: false, brushPx: 18, changed: () => {} })
  handle = canvas
  return <Stage it={it} task={task} spec={spec} canvas={canvas} settings={usual} />
}

const url = await pictureUrl()
const pictures = createPictures()
const services = { pictures, reach: { onBack: () => () => {} } } as unknown as Services
// The address is a blob's: it is the picture itself, at every size that may be asked for.
const sample = { id: 's', externalId: 's', url: `/${url}`, ...picture }
const prepared = await (async () => { const image = new Image(); image.src = url; await image.decode(); return image })()
Object.assign(pictures, { ready: () => prepared, prepare: async () => prepared })
const root = createRoot(document.getElementById('root')!)
const show = (labels: LabelDocument) => root.render(<ServicesContext value={services}><Page sample={sample} labels={labels} /></ServicesContext>)
show(empty)
for (let i = 0; i < 5; i++) await frame()

const labels: LabelDocument = { objects: given().map(({ id, points }) => ({ id, class: 'a', shape: { polygon: [{ outer: points }] } })), properties: {} }
const began = performance.now()
show(labels)
await frame()
await frame()
const firstDrawMs = performance.now() - began

const stage = () => document.querySelector<HTMLElement>('.stage')!
const point = (type: string, clientX: number, clientY: number, button = 0) =>
  stage().dispatchEvent(new PointerEvent(type, { bubbles: true, clientX, clientY, button, pointerId: 1, pointerType: 'mouse' }))
const wheel = (deltaY: number) => stage().dispatchEvent(new WheelEvent('wheel', { deltaY, clientX: 683, clientY: 384, bubbles: true, cancelable: true }))
// A synthetic pointer cannot be captured.
Element.prototype.setPointerCapture = () => {}

window.bench = {
  firstDrawMs,
  async pan() {
    handle.current!.zoom(0)
    for (let i = 0; i < 6; i++) wheel(-200)
    for (let i = 0; i < 20; i++) await frame()
    point('pointerdown', 683, 384, 1)
    const times = await frames(40, (i) => point('pointermove', 683 + Math.sin(i / 20) * 300, 384 + Math.cos(i / 15) * 200, 1))
    point('pointerup', 683, 384, 1)
    return times
  },
  async zoom() {
    handle.current!.zoom(0)
    for (let i = 0; i < 20; i++) await frame()
    return frames(40, (i) => wheel(i < 20 ? -60 : 60))
  },
  async drag() {
    handle.current!.zoom(0)
    it.select(['p1000'])
    const bounds = boundsOfShape(readShape(it.object('p1000')!.shape)!)
    handle.current!.zoomTo({ x: bounds.x - 300, y: bounds.y - 300, width: bounds.width + 600, height: bounds.height + 600 })
    for (let i = 0; i < 20; i++) await frame()
    const at = document.querySelector('.picture-frame')!.getBoundingClientRect()
    const scale = at.width / picture.width
    const [x, y] = (it.object('p1000')!.shape as { polygon: [{ outer: [number, number][] }] }).polygon[0].outer[0]!
    const [left, top] = [at.left + x * scale, at.top + y * scale]
    point('pointerdown', left, top)
    const times = await frames(40, (i) => point('pointermove', left + Math.sin(i / 9) * 60, top + Math.cos(i / 7) * 60))
    const before = it.object('p1000')
    point('pointerup', left + 40, top + 40)
    if (it.object('p1000') === before) throw new Error('No vertex was dragged.')
    return times
  },
}
