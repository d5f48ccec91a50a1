import { useEffect, useState, useSyncExternalStore } from 'react'
import { after } from '../app/after'
import { usePersonal, useServices } from '../app/services'
import { throttle } from '../live/gaps'
import { keepGuidelinePictures } from '../offline/guidelinePictures'
import { takesAlong } from '../offline/takesAlong'
import type { Guideline } from '../projects/project'
import type { Session } from '../sessions/session'
import { givenBackIn } from './given'
import { browserPresence } from './presence'
import { noWork, type Work } from './work'
import { openWorkbench, type Workbench } from './workbench'
import { newKey } from '../api/newKey'

const askOnChangeMs = 3_000

/** What a desk works with. */
export interface AtDesk {
  bench: Workbench | null
  work: Work
}

/** Opens the workbench of a project for as long as the page is there. */
export function useWorkbench(project: string): AtDesk {
  const { api, reach, documents, pack, pictures, live, session } = useServices()
  const { me, courier, store } = usePersonal()
  const [bench, setBench] = useState<Workbench | null>(null)

  useEffect(() => {
    const now = Date.now
    const opened = openWorkbench({
      project, user: me.id, first: new URLSearchParams(location.search).get('task') ?? undefined, api, courier, store, pictures, presence: browserPresence(now), givenBack: givenBackIn(localStorage), now,
      takes: takesAlong({ pack, pictures, user: me.id, project }), away: () => reach.away || !navigator.onLine || isUnconfirmed(session.session),
      newKey, after,
    })
    setBench(opened)
    const askIfIdle = throttle(() => {
      if (opened.work.held.length === 0 && document.visibilityState === 'visible') opened.ask()
    }, askOnChangeMs)
    const stopWatching = live.watch(project, { event: askIfIdle, missed: askIfIdle })
    const stopSession = session.subscribe(() => session.session.state === 'signedIn' && opened.ask())
    void documents.get<Guideline>(`/projects/${project}/guideline`).then((reply) => {
      if (reply.ok) void keepGuidelinePictures({ pack, user: me.id, project, markdown: reply.value.markdown })
    })
    // A page that the browser brings back from its cache has given its tasks back.
    const shown = (event: PageTransitionEvent) => event.persisted && location.reload()
    const gone = () => opened.close()
    const stopWaiting = reach.onBack(opened.reachable)
    window.addEventListener('pagehide', gone)
    window.addEventListener('pageshow', shown)
    return () => {
      stopWaiting()
      window.removeEventListener('pagehide', gone)
      window.removeEventListener('pageshow', shown)
      stopSession()
      stopWatching()
      askIfIdle.cancel()
      opened.close()
    }
  }, [project, me.id, api, reach, documents, pack, courier, store, pictures, live, session])

  const work = useSyncExternalStore(bench?.subscribe ?? never, () => bench?.work ?? noWork)
  return { bench, work }
}

const never = () => () => {}
const isUnconfirmed = (now: Session) => now.state === 'signedIn' && now.unconfirmed === true
