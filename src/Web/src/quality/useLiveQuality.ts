import { useEffect } from 'react'
import { useServices } from '../app/services'
import { throttle } from '../live/gaps'
import { isWhole, type Progress } from './progress'

const drawEveryMs = 300
const readEveryMs = 2_000
/** What an event leaves out where there is none of it: what was told before is over then. */
const untold = { secondsLeft: undefined, paceDays: undefined, hours: undefined }

/** What is computed over all answers changes slowly. */
const readSlowlyMs = 20_000
const slow = ['agreement', 'histogram']

/** Keeps the counters of a project as new as its events, drawing a few times a second at most. */
export function useLiveQuality(project: string) {
  const { live, queries } = useServices()
  useEffect(() => {
    const path = `/projects/${project}`
    let latest: Progress | null = null
    const draw = throttle(() => {
      const counters = latest
      if (counters) queries.setQueryData<Progress>([`${path}/progress`], (before) => ({ ...before, ...untold, ...counters }))
      latest = null
    }, drawEveryMs)
    const reader = (name: string) => throttle(() => void queries.invalidateQueries({ queryKey: [`${path}/${name}`] }), readEveryMs)
    const [readProgress, readAnnotators, readConfidence, readConfusions] = [reader('progress'), reader('annotators'), reader('confidence'), reader('confusions')]

    const readSlow = throttle(() => slow.forEach((name) => void queries.invalidateQueries({ queryKey: [`${path}/${name}`] })), readSlowlyMs)

    const stop = live.watch(project, {
      event(event) {
        if (event.name === 'annotatorChanged') readAnnotators()
        if (event.name !== 'progress') return
        const { name: _, project: __, ...counters } = event
        if (isWhole(counters)) {
          latest = counters
          draw()
        } else readProgress()
        readConfidence()
        readAnnotators()
        readConfusions()
        readSlow()
      },
      missed() {
        readProgress()
        readAnnotators()
        readConfidence()
        readConfusions()
        readSlow()
      },
    })
    return () => {
      stop()
      for (const one of [draw, readProgress, readAnnotators, readConfidence, readConfusions, readSlow]) one.cancel()
    }
  }, [live, project, queries])
}
