import type { VersionedSpec } from '../specs/spec'
import type { Me, Role } from '../sessions/session'
import type { Pipeline } from './pipeline'

export interface Project {
  id: string
  name: string
  createdAt?: string
  spec?: VersionedSpec
  guideline?: Guideline
  pipeline?: { version: number; document: Pipeline }
  roles?: Role[]
  members?: number
  tasks?: number
  reviewed?: number
}

export interface Guideline {
  version: number
  markdown: string
  /** Annotators have to say that they read it, or a later one, before they get tasks. */
  mustRead?: boolean
}

/** What to show; the server decides what is allowed. An administrator has every role. */
export function may(me: Me, project: Pick<Project, 'roles' | 'id'> | undefined, ...roles: Role[]): boolean {
  if (me.admin) return true
  const mine = project?.roles ?? me.projects?.find((one) => one.id === project?.id)?.roles ?? []
  return roles.some((role) => mine.includes(role))
}
