/** What both pages show: the same picture, the same polygons. */
export const picture = { width: 4000, height: 3000 }
export const polygons = 2000
export const vertices = 20

export interface Given {
  id: string
  points: [number, number][]
}

/** A fixed sequence in [0, 1). */
function* dice(seed: number): Generator<number, never> {
  for (let state = seed; ; ) yield (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648
}

export function given(): Given[] {
  const chance = dice(7)
  const next = () => chance.next().value
  return Array.from({ length: polygons }, (_, i) => {
    const [cx, cy, radius] = [80 + next() * (picture.width - 160), 80 + next() * (picture.height - 160), 20 + next() * 50]
    return {
      id: `p${i}`,
      points: Array.from({ length: vertices }, (_, k): [number, number] => {
        const [angle, far] = [(k / vertices) * 2 * Math.PI, radius * (0.75 + next() * 0.25)]
        return [Math.round((cx + far * Math.cos(angle)) * 100) / 100, Math.round((cy + far * Math.sin(angle)) * 100) / 100]
      }),
    }
  })
}

/** Drawn here, so that no file is needed. */
export async function pictureUrl(): Promise<string> {
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  const pen = canvas.getContext('2d')!
  for (let y = 0; y < picture.height; y += 100)
    for (let x = 0; x < picture.width; x += 100) {
      pen.fillStyle = `hsl(${(x + y) / 20} 30% ${40 + ((x ^ y) % 30)}%)`
      pen.fillRect(x, y, 100, 100)
    }
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 }))
}

export const frame = () => new Promise<number>((done) => requestAnimationFrame(done))

/** Does one thing before each frame and says how long every frame took, in milliseconds. */
export async function frames(count: number, each: (i: number) => void): Promise<number[]> {
  const times: number[] = []
  let before = await frame()
  for (let i = 0; i < count; i++) {
    each(i)
    const now = await frame()
    times.push(now - before)
    before = now
  }
  return times
}

/** What a page offers to the program that measures it. */
export interface Bench {
  /** Milliseconds from handing over the polygons to the frame after they are on screen. */
  firstDrawMs: number
  pan(): Promise<number[]>
  zoom(): Promise<number[]>
  drag(): Promise<number[]>
}

declare global {
  interface Window {
    bench?: Bench
  }
}
