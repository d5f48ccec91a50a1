import { useMemo } from 'react'
import { useGet } from '../api/useGet'
import { readSpec, type DataSpec, type VersionedSpec } from '../specs/spec'

/** The spec a task was leased under; the newest one until an older one has come. */
export function useSpecOf(project: string, version: number | undefined, newest: { version: number; document: DataSpec }): DataSpec {
  const { data } = useGet<VersionedSpec>(version === undefined || version === newest.version ? null : `/projects/${project}/spec?version=${version}`)
  const older = useMemo(() => data && readSpec(data.document), [data])
  return version !== newest.version && older ? older : newest.document
}
