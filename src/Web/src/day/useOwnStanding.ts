import { useEffect } from 'react'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { throttle } from '../live/gaps'
import type { OwnStanding } from './own'

/** Statistics follow the answers a moment later: at once would be too soon, and costs the server a look at every answer. */
const renewMs = 3_000
/** What the last event came too soon for. */
const lookAgainMs = 30_000

/** How one's own work stands; it changes with what others answer and reviewers say, while one looks. */
export function useOwnStanding(project: string, user: string) {
  const { live, queries } = useServices()
  const path = `/projects/${project}/annotators/${user}`
  const { data, problem, reload } = useGet<OwnStanding>(path, lookAgainMs)
  useEffect(() => {
    const renew = throttle(() => void queries.invalidateQueries({ queryKey: [path] }), renewMs)
    const stop = live.watch(project, { event: renew, missed: renew })
    return () => {
      stop()
      renew.cancel()
    }
  }, [live, queries, project, path])
  return { data, problem, reload }
}
