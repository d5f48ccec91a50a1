import { Suspense, useEffect, useSyncExternalStore } from 'react'
import { Link, NavLink, Outlet, useLocation, useMatch } from 'react-router'
import { useGet } from '../api/useGet'
import { ErrorPage } from '../ui/ErrorPage'
import { ProblemPage } from '../ui/ProblemPage'
import { Account } from '../sessions/Account'
import { sayOutbox } from '../tasks/outbox'
import { may, type Project } from '../projects/project'
import { useKeptScroll } from './keptScroll'
import { useCourier, useMe, usePersonal, useServices } from './services'
import { titleOf } from './title'
import { t } from '../i18n/texts'

/** The bar above every page: where one is, where one can go, and whether everything is saved. */
export function Shell() {
  const match = useMatch('/projects/:project/*')
  const id = match?.params.project
  const me = useMe()
  const { data: project, problem } = useGet<Project>(id ? `/projects/${id}` : null)
  // Gone, or never theirs. Anything else may pass, and work that is kept in this browser goes on without it.
  const missing = problem?.status === 404 || problem?.status === 403
  const { pathname } = useLocation()
  useKeptScroll()
  useEffect(() => {
    document.title = titleOf(pathname, project?.name)
  }, [pathname, project?.name])

  return (
    <>
      <button className="skip" onClick={toContent}>{t.app.skip}</button>
      <header className="bar">
        <Link className="brand" to="/" aria-label={t.app.allProjects}><img src="/mark.svg" alt="" width={24} height={24} /></Link>
        {id && !missing && (
          <>
            <span className="bar-project" title={project?.name}>{project?.name ?? '…'}</span>
            <nav aria-label={t.app.project}>
              <NavLink end to={`/projects/${id}`}>{t.app.overview}</NavLink>
              {may(me, project, 'annotator') && <NavLink to={`/projects/${id}/label`}>{t.app.label}</NavLink>}
              {may(me, project, 'reviewer') && <NavLink to={`/projects/${id}/review`}>{t.app.review}</NavLink>}
              {may(me, project, 'curator', 'modeler') && <NavLink to={`/projects/${id}/work`}>{t.curate.work}</NavLink>}
              {may(me, project, 'curator', 'modeler') && <NavLink to={`/projects/${id}/quality`}>{t.curate.quality}</NavLink>}
              {!!me.vendors?.length && <NavLink to={`/projects/${id}/vendor`}>{t.vendor.title}</NavLink>}
              {may(me, project, 'curator', 'modeler') && <NavLink to={`/projects/${id}/models`}>{t.bench.title}</NavLink>}
              {may(me, project, 'curator', 'modeler') && <NavLink to={`/projects/${id}/setup`}>{t.app.setUp}</NavLink>}
            </nav>
          </>
        )}
        {!id && <span className="bar-project">Labelwise</span>}
        <span className="bar-space" />
        <SavedStatus />
        <Account />
      </header>
      <Gone />
      <ErrorPage key={match?.pathname}>
        <Suspense fallback={<div className="page" aria-busy="true" />}>
          {missing ? <ProblemPage problem={problem} /> : <Outlet />}
        </Suspense>
      </ErrorPage>
    </>
  )
}

/** Past the bar, for whoever goes by keys. */
function toContent() {
  const main = document.querySelector('main')
  if (!main) return
  main.tabIndex = -1
  main.focus()
}

/** Over the page while the server is out of reach, moving nothing; it goes by itself. */
function Gone() {
  const { reach } = useServices()
  const away = useSyncExternalStore(reach.subscribe, () => reach.away)
  return <div role="status" aria-live="polite">{away && <p className="gone">{t.app.gone}</p>}</div>
}

/** "Saved", "2 waiting", "Offline": always in the same place, with room for the longest. */
function SavedStatus() {
  const { outbox } = useCourier()
  const { store } = usePersonal()
  const { reach } = useServices()
  const away = useSyncExternalStore(reach.subscribe, () => reach.away)
  const offline = away || outbox.offline
  const state = offline || outbox.hereOnly.length > 0 ? 'offline' : outbox.waiting.length + outbox.keeping > 0 ? 'waiting' : 'saved'
  return (
    <span className={`saved ${state}`} role="status" aria-live="polite">
      {!store.lasting && outbox.waiting.length > 0 ? `${t.app.keepsNothing} · ` : ''}
      {sayOutbox({ ...outbox, offline })}
    </span>
  )
}

export function NoPage() {
  return (
    <main className="page">
      <h1>{t.app.noPage}</h1>
      <p className="quiet">{t.app.noPageRest}</p>
      <p><Link to="/">{t.app.allProjects}</Link></p>
    </main>
  )
}
