import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { read } from '../api/useGet'
import { useServices } from '../app/services'
import { throttle } from '../live/gaps'
import { queryOf, type TaskFilter } from './filter'
import type { TaskItem, TaskPage } from './item'

/** Tasks of one request. */
export const pageSize = 120

/** How long a scrolling list rests before it is filled: what only flies by is not asked for. */
const restMs = 60
const renewEveryMs = 2_000

export interface Tasks {
  /** Undefined while it is counted. */
  total: number | undefined
  problem: { title: string; detail?: string } | undefined
  at(place: number): TaskItem | undefined
}

/** The tasks of a list by their place in it, read page by page where somebody looks.
 * @param held While it is, the list stays as it is; what happens meanwhile comes afterwards. */
export function useTasks(project: string, filter: TaskFilter, sort: string, first: number, last: number, held: boolean): Tasks {
  const { api, queries, live } = useServices()
  const query = queryOf(filter)
  const path = `/projects/${project}/tasks`
  const count = useQuery<{ count: number }>({ queryKey: [path, 'count', query], queryFn: () => read(api, `${path}/count?${query}`), placeholderData: keepPreviousData, staleTime: held ? Infinity : 0 })
  const [fromPage, toPage] = useRested(Math.floor(first / pageSize), Math.floor(Math.max(first, last) / pageSize))
  const pages = useMemo(() => Array.from({ length: toPage - fromPage + 1 }, (_, i) => fromPage + i), [fromPage, toPage])
  const found = useQueries({
    queries: pages.map((page) => ({
      queryKey: pageKey(project, filter, sort, page),
      queryFn: () => read<TaskPage>(api, pageAt(project, filter, sort, page)),
      staleTime: held ? Infinity : 30_000,
    })),
  })

  const [holds, missed] = [useRef(held), useRef(false)]
  useEffect(() => {
    holds.current = held
    if (held || !missed.current) return
    missed.current = false
    void queries.invalidateQueries({ queryKey: [path] })
  }, [held, queries, path])
  useEffect(() => {
    const renew = throttle(() => {
      if (holds.current) missed.current = true
      else void queries.invalidateQueries({ queryKey: [path] })
    }, renewEveryMs)
    const stop = live.watch(project, { event: (event) => event.name === 'taskChanged' && renew(), missed: renew })
    return () => {
      stop()
      renew.cancel()
    }
  }, [live, queries, project, path])

  const byPage = new Map(pages.map((page, i) => [page, found[i]?.data]))
  const refused = [count, ...found].find((one) => one.error && !one.data)?.error as { problem?: Tasks['problem'] } | undefined
  return {
    total: count.data?.count,
    problem: refused?.problem,
    at: (place) => byPage.get(Math.floor(place / pageSize))?.items[place % pageSize],
  }
}

export const pageKey = (project: string, filter: TaskFilter, sort: string, page: number) => [`/projects/${project}/tasks`, 'page', queryOf(filter), sort, page] as const

export function pageAt(project: string, filter: TaskFilter, sort: string, page: number, size = pageSize): string {
  const query = queryOf(filter)
  return `/projects/${project}/tasks?${query}${query && '&'}sort=${sort}&skip=${page * size}&limit=${size}`
}

/** What is shown at once the first time, then only where the list came to rest. */
function useRested(first: number, last: number): [number, number] {
  const [rested, setRested] = useState<[number, number]>([first, last])
  useEffect(() => {
    const timer = setTimeout(() => setRested(([a, b]) => (a === first && b === last ? [a, b] : [first, last])), restMs)
    return () => clearTimeout(timer)
  }, [first, last])
  return rested
}
