import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Api } from '../api/api'
import type { Reach } from '../api/reach'
import type { Documents } from '../offline/documents'
import type { Pack } from '../offline/pack'
import type { Live } from '../live/live'
import type { Me, SessionStore } from '../sessions/session'
import type { BrowserStore } from '../tasks/browserStore'
import type { Courier } from '../tasks/courier'
import type { Pictures } from '../tasks/pictures'

/** What pages work with; one of each for the whole client. */
export interface Services {
  api: Api
  reach: Reach
  /** What pages show, of which some is here without a network too. */
  documents: Documents
  pack: Pack
  queries: QueryClient
  session: SessionStore
  live: Live
  pictures: Pictures
}

export const ServicesContext = createContext<Services | null>(null)

export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (!services) throw new Error('Outside of ServicesContext.')
  return services
}

/** What belongs to the person who is signed in. */
export interface Personal {
  me: Me
  courier: Courier
  store: BrowserStore
}

export const PersonalContext = createContext<Personal | null>(null)

export function usePersonal(): Personal {
  const personal = useContext(PersonalContext)
  if (!personal) throw new Error('Outside of PersonalContext.')
  return personal
}

export const useMe = () => usePersonal().me

/** The courier, drawn again whenever its outbox changes. */
export function useCourier(): Courier {
  const { courier } = usePersonal()
  useSyncExternalStore(courier.subscribe, () => courier.outbox)
  return courier
}
