import { createOSDAnnotator } from '@annotorious/openseadragon'
import '@annotorious/openseadragon/annotorious-openseadragon.css'
import OpenSeadragon from 'openseadragon'
import { frame, frames, given, pictureUrl } from './given'

const viewer = OpenSeadragon({ element: document.getElementById('root')!, prefixUrl: '', showNavigationControl: false, tileSources: { type: 'image', url: await pictureUrl() }, gestureSettingsMouse: { clickToZoom: false }, maxZoomPixelRatio: 20, drawer: 'canvas' } as never)
await new Promise<void>((done) => viewer.addOnceHandler('open', () => done()))
const annotator = createOSDAnnotator(viewer, {})
for (let i = 0; i < 30; i++) await frame()

const annotations = given().map(({ id, points }) => {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return {
    id, bodies: [], properties: {},
    target: { annotation: id, selector: { type: 'POLYGON', geometry: { points, bounds: { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) } } } },
  }
})
const began = performance.now()
annotator.setAnnotations(annotations as never)
await frame()
await frame()
const firstDrawMs = performance.now() - began
if (annotator.getAnnotations().length !== annotations.length) throw new Error('Not all are there.')

const home = async () => {
  viewer.viewport.goHome(true)
  for (let i = 0; i < 20; i++) await frame()
}

window.bench = {
  firstDrawMs,
  async pan() {
    await home()
    viewer.viewport.zoomBy(3.3, undefined, true)
    for (let i = 0; i < 20; i++) await frame()
    let [x, y] = [0, 0]
    return frames(40, (i) => {
      const [nx, ny] = [Math.sin(i / 20) * 300, Math.cos(i / 15) * 200 - 200]
      viewer.viewport.panBy(viewer.viewport.deltaPointsFromPixels(new OpenSeadragon.Point(x - nx, y - ny)), true)
      ;[x, y] = [nx, ny]
    })
  },
  async zoom() {
    await home()
    return frames(40, (i) => viewer.viewport.zoomBy(Math.exp((i < 20 ? 60 : -60) * 0.0015), undefined, true))
  },
  async drag() {
    await home()
    annotator.setSelected('p1000', true)
    const { bounds } = annotations[1000]!.target.selector.geometry
    viewer.viewport.fitBounds(viewer.viewport.imageToViewportRectangle(bounds.minX - 450, bounds.minY - 300, bounds.maxX - bounds.minX + 900, bounds.maxY - bounds.minY + 600), true)
    for (let i = 0; i < 30; i++) await frame()
    const handle = document.querySelector<SVGElement>('.a9s-handle-buffer')
    if (!handle) throw new Error('There is no handle to drag.')
    const box = handle.getBoundingClientRect()
    const [left, top] = [box.left + box.width / 2, box.top + box.height / 2]
    Element.prototype.setPointerCapture = () => {}
    const point = (type: string, clientX: number, clientY: number) =>
      handle.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, clientX, clientY, button: 0, buttons: 1, pointerId: 1, pointerType: 'mouse', isPrimary: true }))
    const shape = () => document.querySelector('.a9s-annotationlayer polygon, .a9s-annotationlayer path')?.outerHTML
    const before = shape()
    point('pointerdown', left, top)
    const times = await frames(40, (i) => point('pointermove', left + Math.sin(i / 9) * 60, top + Math.cos(i / 7) * 60))
    if (shape() === before) throw new Error('No vertex was dragged.')
    point('pointerup', left + 40, top + 40)
    return times
  },
}
