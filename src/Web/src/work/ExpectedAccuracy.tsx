import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { sayNumber, sayShare } from '../ui/say'

interface Expected {
  decided: number
  expectedAccuracy?: number | null
  interval?: [number, number] | null
}

const renewEveryMs = 30_000

/** How right the labels of the tasks found may be expected to be, as a whole. */
export function ExpectedAccuracy({ project, query }: { project: string; query: string }) {
  const say = t.curate.expected
  const { data } = useGet<Expected>(`/projects/${project}/tasks/confidence${query && `?${query}`}`, renewEveryMs)
  if (!data || typeof data.expectedAccuracy !== 'number') return null
  const [low, high] = data.interval ?? [data.expectedAccuracy, data.expectedAccuracy]
  return <span className="expected quiet tabular" title={say.means}>{say.of(sayNumber(data.decided), sayShare(data.expectedAccuracy), sayShare(low), sayShare(high))}</span>
}
