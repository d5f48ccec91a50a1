import { root } from '../api/api'
import type { Sample } from './task'

/** Pictures decoded before they are needed, so that the next one is on screen within a frame. */
export interface Pictures {
  /** Resolves when the picture is decoded; rejects when it cannot be. */
  prepare(url: string): Promise<HTMLImageElement>
  /** The decoded picture, if there is one by now. */
  ready(url: string): HTMLImageElement | undefined
  /** Taken along: it is shown where the server's cannot be had. */
  offer(url: string, content: Blob): void
  offered(url: string): Blob | undefined
}

/** Longest side of the reduced picture, in pixels. */
export const reducedPx = 1024

/** How many decoded pictures are kept; a 4,000 × 3,000 one takes 48 MB. */
const keptPictures = 24

/** The picture to show first: reduced by the server when the original is much larger than a screen's half. */
export function firstUrl({ url, width = 0, height = 0 }: Sample): string {
  return Math.max(width, height) > reducedPx * 1.5 ? reducedUrl(fullUrl(url)) : fullUrl(url)
}

function reducedUrl(url: string) {
  return `${url}${url.includes('?') ? '&' : '?'}size=${reducedPx}`
}

/** The server gives paths; anything else is not ours to load. */
export function fullUrl(url: string): string {
  return url.startsWith('/') ? url : `${root}/${url}`
}

export function createPictures(make: () => HTMLImageElement = () => new Image()): Pictures {
  const decoded = new Map<string, HTMLImageElement>()
  const underWay = new Map<string, Promise<HTMLImageElement>>()
  const taken = new Map<string, Blob>()

  async function decode(url: string) {
    const image = make()
    image.src = url
    image.alt = ''
    image.draggable = false
    await image.decode()
    return image
  }

  async function decodeTaken(url: string) {
    const content = taken.get(url)
    if (!content) throw new Error('It was not taken along.')
    const address = URL.createObjectURL(content)
    return decode(address).finally(() => URL.revokeObjectURL(address))
  }

  /** A browser reads no TIFF: what it cannot decode, the server redraws. */
  async function load(url: string) {
    const image = await decode(url).catch((error: unknown) => {
      if (url.includes('size=')) throw error
      return decode(reducedUrl(url))
    }).catch((error: unknown) => decodeTaken(url).catch(() => { throw error }))
    decoded.set(url, image)
    for (const oldest of decoded.keys()) {
      if (decoded.size <= keptPictures) break
      decoded.delete(oldest)
    }
    return image
  }

  return {
    prepare(url) {
      const already = decoded.get(url)
      if (already) return Promise.resolve(already)
      const loading = underWay.get(url) ?? load(url).finally(() => underWay.delete(url))
      underWay.set(url, loading)
      return loading
    },
    ready: (url) => decoded.get(url),
    offer: (url, content) => void taken.set(url, content),
    offered: (url) => taken.get(url),
  }
}
