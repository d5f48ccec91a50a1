export type ReadFile = (url: string, signal?: AbortSignal) => Promise<Blob | undefined>

/** A picture or text of the server, mostly from the browser's own cache: it waits behind what people wait for. */
export const readFile: ReadFile = async (url, signal) => {
  try {
    const reply = await fetch(url, { credentials: 'same-origin', priority: 'low', ...(signal && { signal }) })
    return reply.ok ? await reply.blob() : undefined
  } catch {
    return undefined
  }
}

/** The browser was told to load little. */
export const wantsLittle = () => (navigator as Navigator & { connection?: { saveData?: boolean } }).connection?.saveData === true
