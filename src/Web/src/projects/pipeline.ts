/** How tasks are routed; members this client does not know are kept as they are. */
export interface Pipeline {
  redundancy: { min: number; max: number; targetConfidence: number }
  autoAccept: { enabled: boolean; maxError: number; confidence: number; auditRate: number }
  review: { rate: number }
  /** ISO 8601 duration. */
  lease: string
  quality: { gold: number; selfCheck: number; tellMissed: boolean }
  order: 'uncertainty' | 'import' | 'random'
}

/** Whether a picture can be made of what somebody is typing. */
export const isPipeline = (document: Partial<Pipeline> | undefined): document is Pipeline =>
  [document?.redundancy, document?.autoAccept, document?.review, document?.quality].every((part) => typeof part === 'object' && part !== null)
  && typeof document?.lease === 'string'

/** @returns Minutes, or undefined for a duration that is not told in hours, minutes and seconds. */
export function minutesOf(duration: string): number | undefined {
  const match = /^PT(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(duration)
  if (!match || duration === 'PT') return undefined
  const [hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0))
  return hours! * 60 + minutes! + seconds! / 60
}

export function durationOf(minutes: number): string {
  const seconds = Math.round(minutes * 60)
  return seconds % 60 === 0 ? `PT${seconds / 60}M` : `PT${seconds}S`
}
