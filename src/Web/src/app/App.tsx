import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { BrowserRouter, Route, Routes } from 'react-router'
import { createApi, sayProblem } from '../api/api'
import { readLocal, writeLocal } from '../api/local'
import { askHealth, createReach } from '../api/reach'
import { retryRead } from '../api/useGet'
import { Home } from '../day/Home'
import { createLive } from '../live/live'
import { takeAlong } from '../offline/documents'
import { emptyPack, openPack } from '../offline/pack'
import { createSession, type Me, type Session } from '../sessions/session'
import { FirstAdminPage, InvitationPage } from '../sessions/SetupPage'
import { SignInForm, SignInPage } from '../sessions/SignIn'
import { createPictures } from '../tasks/pictures'
import { Dialog } from '../ui/Dialog'
import { ErrorPage } from '../ui/ErrorPage'
import { Toasts } from '../ui/toasts'
import { NoPage, Shell } from './Shell'
import { WithPersonal } from './Personal'
import { after } from './after'
import { ServicesContext, useServices, type Services } from './services'
import { t } from '../i18n/texts'

const OverviewPage = lazy(() => import('../projects/OverviewPage'))
const LabelPage = lazy(() => import('../tasks/LabelPage'))
const ReviewPage = lazy(() => import('../reviews/ReviewPage'))
const QualityPage = lazy(() => import('../quality/QualityPage'))
const GridReviewPage = lazy(() => import('../reviews/GridReviewPage'))
const BenchPage = lazy(() => import('../models/BenchPage'))
const PersonPage = lazy(() => import('../quality/PersonPage'))
const VendorPage = lazy(() => import('../orders/VendorPage'))
const WorkPage = lazy(() => import('../work/WorkPage'))
const SetupPage = lazy(() => import('../projects/SetupPage'))
const QueuePage = lazy(() => import('../day/QueuePage'))
const OwnPage = lazy(() => import('../day/OwnPage'))
const ProfilePage = lazy(() => import('../profile/ProfilePage'))
const PracticePage = lazy(() => import('../practice/PracticePage'))
const GuidelinePage = lazy(() => import('../guideline/GuidelinePage'))

export function createServices(): Services {
  // Where no page opens without a network there is nothing to take along.
  const pack = 'serviceWorker' in navigator ? openPack(Date.now) : emptyPack
  const session = createSession(() => api, { pack, after, leaving: { read: () => readLocal(leaving) === true, write: (is) => writeLocal(leaving, is || undefined) } })
  const reach = createReach({ ask: askHealth, after, chance: Math.random })
  const api = createApi((path, init) => fetch(path, init), session.ended, reach.heard, () => ('me' in session.session ? session.session.me.limits?.labelBytes : undefined))
  const documents = takeAlong({
    api, pack, who: () => ('me' in session.session ? { me: session.session.me, confirmed: !('unconfirmed' in session.session) } : undefined),
  })
  const queries = new QueryClient({
    // Asked without a network too: of some documents there is a copy here.
    defaultOptions: { queries: { networkMode: 'offlineFirst', retry: retryRead, retryDelay: 1_000, refetchOnWindowFocus: false, staleTime: 5_000, throwOnError: false } },
  })
  window.addEventListener('online', reach.check)
  window.addEventListener('offline', () => reach.heard(false))
  // Nothing has failed yet where a network only hangs.
  session.subscribe(() => isKnown(session.session) || reach.check())
  reach.onBack(() => {
    if (!isKnown(session.session) || readLocal(leaving)) void session.find()
    void queries.refetchQueries({ type: 'active', predicate: (query) => query.state.status === 'error' || documents.isOld(String(query.queryKey[0])) })
  })
  return { api, reach, documents, pack, queries, session, live: createLive(reach.check), pictures: createPictures() }
}

export function App({ services }: { services: Services }) {
  return (
    <ServicesContext value={services}>
      <QueryClientProvider client={services.queries}>
        <BrowserRouter>
          <ErrorPage>
            <Routes>
              <Route path="/setup" element={<FirstAdminPage />} />
              <Route path="/invitation" element={<InvitationPage />} />
              <Route path="*" element={<Door />} />
            </Routes>
          </ErrorPage>
          <Toasts />
        </BrowserRouter>
      </QueryClientProvider>
    </ServicesContext>
  )
}

const leaving = 'labelwise.leaving'

/** Whether the server has said who is here, or that nobody is. */
const isKnown = (session: Session) => session.state !== 'unreachable' && !(session.state === 'signedIn' && session.unconfirmed)

/** Lets in who is signed in. */
function Door() {
  const { session, queries } = useServices()
  const now = useSyncExternalStore(session.subscribe, () => session.session)
  useEffect(() => void session.find(), [session])
  useEffect(() => {
    if (now.state === 'signedIn') void queries.invalidateQueries()
  }, [now, queries])
  useEffect(() => {
    if (isKnown(now)) return
    const timer = setInterval(() => void session.find(), 3_000)
    return () => clearInterval(timer)
  }, [now, session])

  switch (now.state) {
    case 'unknown':
      return null
    case 'unreachable':
      return <main className="door"><div className="card door-card"><h1>{t.app.oneMoment}</h1><p>{sayProblem(now.problem)} {t.app.tryingAgain}</p></div></main>
    case 'signedOut':
      return <SignInPage />
    default:
      return (
        <WithPersonal key={now.me.id} me={now.me} expired={now.state === 'expired'}>
          <Pages />
          {now.state === 'expired' && <SignInAgain me={now.me} />}
        </WithPersonal>
      )
  }
}

function Pages() {
  return (
    <Suspense fallback={<div className="page" aria-busy="true" />}>
      <Routes>
        <Route element={<Shell />}>
          <Route path="/" element={<Home />} />
          <Route path="/work" element={<QueuePage />} />
          <Route path="/profile" element={<ProfilePage />} />
          <Route path="/projects/:project/mine" element={<OwnPage />} />
          <Route path="/projects/:project/practice" element={<PracticePage />} />
          <Route path="/projects/:project/guideline" element={<GuidelinePage />} />
          <Route path="/projects/:project" element={<OverviewPage />} />
          <Route path="/projects/:project/label" element={<LabelPage />} />
          <Route path="/projects/:project/review" element={<ReviewPage />} />
          <Route path="/projects/:project/quality" element={<QualityPage />} />
          <Route path="/projects/:project/people/:user" element={<PersonPage />} />
          <Route path="/projects/:project/review/many" element={<GridReviewPage />} />
          <Route path="/projects/:project/work" element={<WorkPage />} />
          <Route path="/projects/:project/vendor" element={<VendorPage />} />
          <Route path="/projects/:project/models" element={<BenchPage />} />
          <Route path="/projects/:project/setup/:section?" element={<SetupPage />} />
          <Route path="*" element={<NoPage />} />
        </Route>
      </Routes>
    </Suspense>
  )
}

/** Over the page, which keeps all that is on it. */
function SignInAgain({ me }: { me: Me }) {
  return (
    <Dialog title={t.app.signInAgain}>
      <p className="quiet">{t.app.nothingLost}</p>
      <SignInForm email={me.email} />
    </Dialog>
  )
}
