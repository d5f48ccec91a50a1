import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'

/** What somebody has to say against a decision that went otherwise than they answered. */
export function ContestDialog({ project, task, onClose }: { project: string; task: string; onClose(): void }) {
  const { api, queries } = useServices()
  const [problem, setProblem] = useState<Problem>()
  const say = t.person.dispute

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const reply = await api.post(`/projects/${project}/disputes`, { task, comment: String(new FormData(event.currentTarget).get('comment')).trim() })
    if (!reply.ok) return setProblem(reply.problem)
    toast(t.vendor.flag.sent)
    void queries.invalidateQueries({ queryKey: [`/projects/${project}/disputes/mine`] })
    onClose()
  }

  return (
    <Dialog title={say.title} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void send(event)}>
        <p className="quiet">{say.about}</p>
        <Field label={t.vendor.flag.contest} hint={t.vendor.flag.contestHint}><textarea name="comment" rows={3} maxLength={2000} required /></Field>
        <div className="row"><button className="primary">{t.vendor.flag.send}</button></div>
        <ProblemNote problem={problem} />
      </form>
    </Dialog>
  )
}
