import { useEffect, useState, type ReactNode } from 'react'
import { sayProblem } from '../api/api'
import { labelsAfter, type KeptAct } from '../canvas/restored'
import type { Me } from '../sessions/session'
import { openBrowserStore } from '../tasks/browserStore'
import { openCourier } from '../tasks/courier'
import { isMendable } from '../tasks/work'
import { toast } from '../ui/toasts'
import { after } from './after'
import { PersonalContext, useServices, type Personal } from './services'
import { t } from '../i18n/texts'

/** Opens what this browser keeps for the person, and sends what is still waiting from last time. */
export function WithPersonal({ me, expired, children }: { me: Me; expired: boolean; children: ReactNode }) {
  const { api, reach } = useServices()
  const [personal, setPersonal] = useState<Omit<Personal, 'me'>>()

  useEffect(() => {
    let left = false
    let stop = () => {}
    void open().then((opened) => {
      if (left) return opened.courier.close()
      setPersonal(opened)
      const stopTelling = opened.courier.onOutcome((item, outcome) => {
        if (!outcome.ok && !isMendable(outcome.problem)) toast(`${t.app.notTaken[item.kind]} ${sayProblem(outcome.problem)}`, true)
      })
      const stopWaiting = reach.onBack(opened.courier.reachable)
      stop = () => {
        stopTelling()
        stopWaiting()
        opened.courier.close()
      }
    })
    return () => {
      left = true
      stop()
    }

    async function open() {
      const store = await openBrowserStore(Date.now(), (steps) => labelsAfter(steps as readonly unknown[] as readonly KeptAct[]))
      const courier = await openCourier(me.id, { api, store, now: Date.now, chance: Math.random, after })
      return { courier, store }
    }
  }, [api, reach, me.id])

  useEffect(() => {
    if (!expired) personal?.courier.signedIn()
  }, [expired, personal])

  return personal && <PersonalContext value={{ ...personal, me }}>{children}</PersonalContext>
}
