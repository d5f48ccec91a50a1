import { useState } from 'react'
import { useParams } from 'react-router'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useMe, useServices } from '../app/services'
import { t } from '../i18n/texts'
import { may, type Project } from '../projects/project'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment, sayShare } from '../ui/say'
import { toast } from '../ui/toasts'
import type { WholeTask } from '../work/item'
import { NoteForm } from '../work/NoteForm'

/** Vouches for a reviewed task's label, or takes that back; and who was handed it to see how they do. For curators. */
export function MarkGold({ task }: { task: WholeTask }) {
  const project = useParams().project!
  const { api, queries } = useServices()
  const me = useMe()
  const { data } = useGet<Project>(`/projects/${project}`)
  const [problem, setProblem] = useState<Problem>()
  if (!may(me, data, 'curator')) return null
  const say = t.gold

  async function done(reply: { ok: true } | { ok: false; problem: Problem }, told: string) {
    setProblem(reply.ok ? undefined : reply.problem)
    if (!reply.ok) return
    toast(told)
    await queries.invalidateQueries({ queryKey: [`/tasks/${task.id}`] })
    void queries.invalidateQueries({ queryKey: [`/projects/${project}/gold?limit=500`] })
  }

  return (
    <>
      {task.gold ? (
        <p className="row">
          <span>★ {say.isKnown(task.gold.name, sayMoment(task.gold.at))} {task.gold.note} {!task.gold.stands && <span className="wrong">{say.standsNot}</span>}</span>
          <button onClick={async () => done(await api.delete(`/tasks/${task.id}/gold`), say.removed)}>{say.remove}</button>
        </p>
      ) : (
        <NoteForm act={say.mark} label={say.note} placeholder={say.markPlaceholder} onNote={async (note) => done(await api.put(`/tasks/${task.id}/gold`, { note }), say.marked)} />
      )}
      <ProblemNote problem={problem} />
      {task.checks && task.checks.length > 0 && (
        <details>
          <summary>{say.checks} ({task.checks.length})</summary>
          <ul>
            {task.checks.map((check, at) => (
              <li key={at}><b>{check.name}</b> <span className="quiet">{say.kinds[check.kind]}</span> {check.ended ? say.ended[check.ended] : say.held} {typeof check.score === 'number' && <b>{sayShare(check.score)}</b>} <time className="quiet" dateTime={check.givenAt}>{sayMoment(check.givenAt)}</time></li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
