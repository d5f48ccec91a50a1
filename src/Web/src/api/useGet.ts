import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useServices } from '../app/services'
import { isPassing, type Api, type Problem } from './api'

/** Carries a refusal through the query library, which knows exceptions only. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title)
  }
}

export interface Loaded<T> {
  data: T | undefined
  problem: Problem | undefined
  reload(): void
}

/**
 * Reads a document and keeps it; its key is its path, so that live events can renew it.
 * @param refreshMs Until it is read again, or what says so of what was read; undefined for not by itself.
 * @param stays Whether what another path gave is shown until this one answers.
 */
export function useGet<T>(path: string | null, refreshMs?: number | ((known: T | undefined) => number | undefined), stays = false): Loaded<T> {
  const { api, documents = api } = useServices()
  const query = useQuery<T, Refusal>({
    queryKey: [path],
    queryFn: () => read<T>(documents, path!),
    enabled: path !== null,
    refetchInterval: typeof refreshMs === 'function' ? (asked) => refreshMs(asked.state.data) ?? false : refreshMs,
    ...(stays && { placeholderData: keepPreviousData }),
  })
  // Asking again takes a refusal back until the answer is there. What a page shows stands on it, so it holds until then:
  // else a page that hides its parts meanwhile, each of which asks again when it comes back, would never come to rest.
  const last = useRef<{ path: string | null; problem: Problem }>(undefined)
  if (query.error) last.current = { path, problem: query.error.problem }
  else if (query.data !== undefined || last.current?.path !== path) last.current = undefined
  return { data: query.data, problem: query.data === undefined ? last.current?.problem : undefined, reload: () => void query.refetch() }
}

export async function read<T>(api: Pick<Api, 'get'>, path: string): Promise<T> {
  const reply = await api.get<T>(path)
  if (!reply.ok) throw new Refusal(reply.problem)
  return reply.value
}

export const retryRead = (attempts: number, error: Error) => error instanceof Refusal && isPassing(error.problem) && attempts < 4
