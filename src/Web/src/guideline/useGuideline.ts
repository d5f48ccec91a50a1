import { useEffect, useMemo, useState } from 'react'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import type { Guideline } from '../projects/project'
import { blocksOf, changedSince, type Block } from './blocks'

/** Which versions there are and which the person has seen. */
export interface Reading {
  /** In force. */
  version: number
  seen: number
  acknowledged: number
  /** To be acknowledged, at least, before there are tasks; 0 for none. */
  mustRead: number
}

export const hasToRead = ({ mustRead, acknowledged }: Reading) => acknowledged < mustRead

/** The guideline in passages, which of them changed since the person last opened it, and that they have now. */
export function useGuideline(project: string) {
  const { api, queries } = useServices()
  const path = `/projects/${project}/guideline`
  const { data, problem } = useGet<Guideline>(path)
  // As it was when this was opened: the marks stay while one reads.
  const [opened, setOpened] = useState<Reading>()
  const since = opened && data && opened.seen > 0 && opened.seen < data.version ? opened.seen : undefined
  const { data: earlier } = useGet<Guideline>(since === undefined ? null : `${path}?version=${since}`)
  const blocks = useMemo<readonly Block[]>(() => (data ? blocksOf(data.markdown) : []), [data])
  const changed = useMemo(() => (earlier && since !== undefined ? changedSince(blocksOf(earlier.markdown), blocks) : new Set<number>()), [earlier, since, blocks])

  useEffect(() => {
    let left = false
    void api.get<Reading>(`${path}/reading`).then((reply) => reply.ok && !left && setOpened(reply.value))
    return () => {
      left = true
    }
  }, [api, path])

  useEffect(() => {
    if (data && opened && opened.seen < data.version) void tell(data.version, false)
    // Once for each version that is shown.
  }, [data?.version, opened !== undefined])

  async function tell(version: number, acknowledged: boolean) {
    const reply = await api.put<Reading>(`${path}/reading`, { version, acknowledged })
    if (reply.ok) void queries.invalidateQueries({ queryKey: ['/me/work'] })
    return reply
  }

  return { version: data?.version, problem, blocks, changed, reading: opened, acknowledge: () => tell(data!.version, true) }
}
