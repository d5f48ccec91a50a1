import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { hasToRead } from '../guideline/useGuideline'
import { t } from '../i18n/texts'
import { Offer } from '../practice/Offer'
import { Reply } from '../questions/Reply'
import '../questions/questions.css'
import { Thread } from '../questions/Thread'
import type { Sample } from '../tasks/task'
import { sayMoment, sayMoney } from '../ui/say'
import { pathTo, startIn, type MyWork } from './work'

/** What waits in one project. */
export function ProjectWork({ work, number, onChanged }: { work: MyWork; number: number; onChanged(): void }) {
  const { project, open, returned, begun, answered, waiting } = work
  const path = startIn(work)
  const id = `work-${project.id}`
  return (
    <section className="card project-work" aria-labelledby={id}>
      <header>
        <h2 id={id}><Link className="project-name" to={`/projects/${project.id}`}>{project.name}</Link></h2>
        <span className="quiet number">{open > 0 ? t.day.open(open) : t.day.noneOpen}</span>
        <span className="bar-space" />
        <Link to={`/projects/${project.id}/mine`}>{t.day.ownLink}</Link>
        {path && <Link className="button" to={path}>{t.day.start} <span className="unseen">{project.name}</span> {number <= 9 && <kbd>{number}</kbd>}</Link>}
      </header>
      {work.orders?.map((order) => (
        <p key={order.id} className="order">
          <b>{order.name}</b>
          <span>{t.day.pays(sayMoney(order.unitPrice, order.currency))}</span>
          {order.closedAt ? <span>{t.orders.standings.closed}</span> : Date.parse(order.due) < Date.now() ? <b>{t.day.wasDue(sayMoment(order.due))}</b> : <span>{t.day.due(sayMoment(order.due))}</span>}
          <span className="quiet">{t.day.left(order.done, order.tasks)}</span>
          {order.mine !== undefined && <span className="quiet">{t.day.earned(order.mine, sayMoney(order.myPay ?? '0', order.currency))}</span>}
        </p>
      ))}
      <GuidelineNote work={work} />
      {work.practice && !work.practice.introduced && <Offer project={project.id} of={work.practice.of} />}
      {returned.length > 0 && (
        <div>
          <h3>{t.day.cameBack}</h3>
          <ul className="task-list">
            {returned.map(({ task, sample, rejection, until }) => (
              <TaskLine key={task} to={pathTo(project.id, task)} sample={sample} until={until}>
                {rejection ? <><span className="said">{rejection.comment || t.day.noComment}</span> <span className="quiet small">{rejection.by}</span></> : t.day.cameBackAnswered}
              </TaskLine>
            ))}
          </ul>
        </div>
      )}
      {begun.length > 0 && (
        <div>
          <h3>{t.day.begun}</h3>
          <ul className="task-list">
            {begun.map(({ task, sample, savedAt, until }) => (
              <TaskLine key={task} to={pathTo(project.id, task)} sample={sample} until={until}>{t.day.begunAt(sayMoment(savedAt))}</TaskLine>
            ))}
          </ul>
        </div>
      )}
      {answered.length > 0 && (
        <div>
          <h3>{t.day.answers}</h3>
          <ul className="answer-list">
            {answered.map((question) => (
              <li key={question.id}>
                {question.about.sample?.thumbnailUrl && <img src={question.about.sample.thumbnailUrl} alt={question.about.sample.externalId} width={72} height={54} loading="lazy" />}
                <div className="stack"><Thread question={question} /><Reply question={question} onChanged={onChanged} /></div>
              </li>
            ))}
          </ul>
        </div>
      )}
      {waiting > 0 && <p className="quiet small">{t.day.waiting(waiting)}</p>}
    </section>
  )
}

function TaskLine({ to, sample, until, children }: { to: string; sample: Sample; until: string; children: ReactNode }) {
  return (
    <li>
      <Link to={to}>
        {sample.thumbnailUrl ? <img src={sample.thumbnailUrl} alt="" width={72} height={54} loading="lazy" /> : <span className="no-picture" aria-hidden="true">¶</span>}
        <span className="task-facts">
          <b>{sample.externalId}</b>
          <span>{children}</span>
          <span className="quiet small">{t.day.keptUntil(sayMoment(until))}</span>
        </span>
      </Link>
    </li>
  )
}

function GuidelineNote({ work: { project, guideline } }: { work: MyWork }) {
  const must = hasToRead(guideline)
  // The first version is the empty one that a project begins with.
  if (!must && (guideline.version <= 1 || guideline.seen >= guideline.version)) return null
  return (
    <div className={must ? 'note warn' : 'note'}>
      <p>
        {guideline.seen === 0 ? t.day.guidelineNew(guideline.version) : t.day.guidelineChanged(guideline.version)} {must && <b>{t.day.guidelineMust}</b>}
        {' '}<Link to={`/projects/${project.id}/guideline`}>{t.day.readGuideline}</Link>
      </p>
    </div>
  )
}
