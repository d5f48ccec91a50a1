/** A stretch of text, in code points: the first, and the one after the last. */
export interface Span {
  id: string
  start: number
  end: number
}

/** A piece of text over which the same spans lie. */
export interface Segment {
  start: number
  end: number
  /** The last lies on top. */
  spans: readonly string[]
  /** Those that begin here. */
  begins: readonly string[]
}

/** Cuts a text wherever a span begins or ends. */
export function segmentsOf(length: number, spans: readonly Span[]): Segment[] {
  const cuts = [...new Set([0, length, ...spans.flatMap(({ start, end }) => [start, end])])].filter((at) => at >= 0 && at <= length).sort((a, b) => a - b)
  return cuts.slice(0, -1).map((start, i) => {
    const end = cuts[i + 1]!
    const over = spans.filter((span) => span.start <= start && span.end >= end)
    return { start, end, spans: over.map((span) => span.id), begins: over.filter((span) => span.start === start).map((span) => span.id) }
  })
}
