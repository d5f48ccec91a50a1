import { afterEach, expect, test, vi } from 'vitest'
import { drawInHand } from './inHand'
import type { Scene } from './scene'

afterEach(() => vi.unstubAllGlobals())

/** A pen that notes how thick the rims of circles come out on screen. */
function penOf() {
  const rims: number[] = []
  let [scale, round] = [1, false]
  const does: Record<string, unknown> = {
    setTransform: (to: number) => (scale = to), beginPath: () => (round = false), arc: () => (round = true),
    stroke: (path?: unknown) => void (!path && round && rims.push((does.lineWidth as number) * scale)), measureText: () => ({ width: 10 }),
  }
  return { rims, pen: new Proxy(does, { get: (it, name: string) => it[name] ?? (() => {}) }) as unknown as CanvasRenderingContext2D }
}

test.each([0.13, 1, 40])('the vertices of an outline that is drawn have equally thin rims on a huge picture and far in on a small one (%f)', (scale) => {
  vi.stubGlobal('Path2D', class { moveTo() {} lineTo() {} closePath() {} })
  const scene: Scene = {
    objects: [], selected: [], suggested: new Set(), looks: { colours: new Map(), skeletons: new Map() }, dragged: new Map(), colour: '#123456', pointNames: [], radiusPx: 1, crosshair: false, magnifier: false,
    tool: { name: 'polygon', state: 'placing', points: [[1, 1], [9, 1], [9, 9]], to: [2, 8], placed: true, taken: [] },
  }
  const { rims, pen } = penOf()
  drawInHand(pen, scene, { view: { scale, x: 0, y: 0 }, paper: { width: 800, height: 600 }, pixelRatio: 1, picture: { width: 6000, height: 4000 } }, null, null, 8)
  expect(rims).toEqual([1.5, 1.5, 1.5])
})
