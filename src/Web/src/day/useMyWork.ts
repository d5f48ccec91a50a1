import { useEffect } from 'react'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { throttle } from '../live/gaps'
import type { MyWork } from './work'

/** Progress comes ten times a second where many work; a list for people need not. */
const renewMs = 3_000

/** What waits for the person, live: an answer shows at once, what came back within seconds. */
export function useMyWork() {
  const { live, queries } = useServices()
  const { data, problem } = useGet<{ items: MyWork[] }>('/me/work')
  const projects = data?.items.map((one) => one.project.id).join(' ') ?? ''

  useEffect(() => {
    const renew = () => void queries.invalidateQueries({ queryKey: ['/me/work'] })
    const soon = throttle(renew, renewMs)
    const stops = projects.split(' ').filter(Boolean).slice(0, 20).map((project) =>
      live.watch(project, { event: ({ name }) => (name === 'questionChanged' ? renew() : soon()), missed: soon }))
    return () => {
      stops.forEach((stop) => stop())
      soon.cancel()
    }
  }, [live, queries, projects])

  return { items: data?.items, problem, renew: () => void queries.invalidateQueries({ queryKey: ['/me/work'] }) }
}
