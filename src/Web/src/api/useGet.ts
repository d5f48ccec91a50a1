import { useQuery } from '@tanstack/react-query'
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

/** Reads a document and keeps it; its key is its path, so that live events can renew it. */
export function useGet<T>(path: string | null, refreshMs?: number): Loaded<T> {
  const { api, documents = api } = useServices()
  const query = useQuery<T, Refusal>({
    queryKey: [path],
    queryFn: () => read<T>(documents, path!),
    enabled: path !== null,
    refetchInterval: refreshMs,
  })
  return { data: query.data, problem: query.data === undefined ? query.error?.problem : undefined, reload: () => void query.refetch() }
}

export async function read<T>(api: Pick<Api, 'get'>, path: string): Promise<T> {
  const reply = await api.get<T>(path)
  if (!reply.ok) throw new Refusal(reply.problem)
  return reply.value
}

export const retryRead = (attempts: number, error: Error) => error instanceof Refusal && isPassing(error.problem) && attempts < 4
