import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import type { Problem } from './api'
import { useGet } from './useGet'

/** A versioned document that is edited; somebody else's change in between is refused, not overwritten. */
export function useDocument<T extends { version: number }>(project: string, name: 'spec' | 'guideline' | 'pipeline') {
  const { api, queries } = useServices()
  const path = `/projects/${project}/${name}`
  const { data, problem } = useGet<T>(path)

  async function save(body: unknown): Promise<Problem | undefined> {
    const reply = await api.put(path, body, data && `"v${data.version}"`)
    if (!reply.ok)
      return reply.problem.status === 412
        ? { ...reply.problem, detail: t.projects.changedMeanwhile }
        : reply.problem
    await queries.invalidateQueries({ queryKey: [path] })
    void queries.invalidateQueries({ queryKey: [`/projects/${project}`] })
    return undefined
  }

  return { data, problem, save }
}
