import { useCallback, useEffect, useReducer, useRef } from 'react'
import { usePersonal, useServices } from '../app/services'
import { useFirstLook } from '../desk/firstLook'
import { t } from '../i18n/texts'
import { firstUrl } from '../tasks/pictures'
import { pathOf } from '../tasks/workbench'
import { evolveReviewing, noReviews, type NextReviews, type Verdict } from './review'
import { newKey } from '../api/newKey'
import { toast } from '../ui/toasts'

const heldReviews = 2
const askAgainMs = 10_000

/** Hands out reviews one after the other, with the next one's picture ready, and sends verdicts behind. */
export function useReviewing(project: string) {
  const { api, reach, pictures } = useServices()
  const { courier } = usePersonal()
  const [state, happened] = useReducer(evolveReviewing, noReviews)
  const look = useFirstLook()
  const asking = useRef(false)
  /** Reviews may be held that this page does not know of: at first, and after a reply was lost. */
  const resuming = useRef(true)

  const ask = useCallback(async (count: number) => {
    if (asking.current) return
    asking.current = true
    happened({ type: 'asked' })
    const sentBefore = courier.outbox.waiting
    const reply = await api.post<NextReviews>(`/projects/${project}/reviews/next`, { count, resume: resuming.current })
    asking.current = false
    resuming.current = !reply.ok
    if (!reply.ok) return happened({ type: 'notHandedOut', problem: reply.problem })
    const onTheirWay = new Set([...sentBefore, ...courier.outbox.waiting].map((item) => item.task))
    const tasks = reply.value.tasks.filter((task) => !onTheirWay.has(task.id))
    tasks.forEach((task) => pictures.prepare(firstUrl(task.sample)).catch(() => {}))
    happened({ type: 'handedOut', tasks })
  }, [api, courier, pictures, project])

  const short = heldReviews - state.tasks.length
  useEffect(() => {
    if (short <= 0) return
    if (!state.empty) void ask(short)
    const timer = setInterval(() => document.visibilityState === 'visible' && void ask(short), askAgainMs)
    const stopWaiting = reach.onBack(() => void ask(short))
    return () => {
      clearInterval(timer)
      stopWaiting()
    }
  }, [ask, reach, short, state.empty, state.given.length])

  function give(verdict: Verdict) {
    const task = state.tasks[0]
    if (!task) return
    const key = newKey()
    happened({ type: 'given', task: task.id, key, verdict: verdict.verdict })
    const body = { ...verdict, ...(verdict.verdict !== 'accept' && state.marks.length > 0 && { marks: state.marks }) }
    void courier.give({ key, project, task: task.id, kind: 'review', path: pathOf(task.id, 'review'), body })
  }

  /** A verdict by key: one that was meant for the task before, or comes before there is anything to see, does nothing.
   * Asking to reject is none yet: were that key lost, the words typed after it would be taken for keys. */
  function byKey(judge: () => void) {
    const task = state.tasks[0]
    if (!task) return
    if (!look.isShown(task.id)) return toast(t.desk.notYetShown)
    // With none before it there is none that the key was meant for.
    if (state.given.length > 0 && look.isTooSoon(task.id, state.correction !== null || state.marks.length > 0)) return toast(t.desk.tooSoonToJudge)
    judge()
  }

  return { state, happened, give, byKey, shown: look.shown, ask: () => void ask(heldReviews) }
}
