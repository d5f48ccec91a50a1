import { useState, type FormEvent } from 'react'
import { useNavigate } from 'react-router'
import type { Problem } from '../api/api'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import type { Project } from './project'

/** The shortest way to a classification project; everything else is set up afterwards. */
export function NewProject({ onClose }: { onClose(): void }) {
  const { api, queries } = useServices()
  const go = useNavigate()
  const say = t.projects.make
  const [problem, setProblem] = useState<Problem>()

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const options = String(form.get('classes')).split('\n').map((line) => line.trim()).filter(Boolean)
    const property = { name: String(form.get('question')).trim(), type: 'option', options, required: true }
    const reply = await api.post<Project>('/projects', {
      name: String(form.get('name')).trim(),
      spec: { media: form.get('media'), classes: [], properties: [property] },
    })
    if (!reply.ok) return setProblem(reply.problem)
    void queries.invalidateQueries({ queryKey: ['/projects'] })
    await go(`/projects/${reply.value.id}/setup`)
  }

  return (
    <Dialog title={say.title} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <Field label={say.name}><input name="name" required maxLength={200} /></Field>
        <Field label={say.media}>
          <select name="media">{(['image', 'text', 'textPair'] as const).map((media) => <option key={media} value={media}>{t.curate.spec.medias[media]}</option>)}</select>
        </Field>
        <Field label={say.question} hint={say.questionHint}><input name="question" required defaultValue={say.questionBegin} /></Field>
        <Field label={say.classes} hint={say.classesHint}><textarea name="classes" rows={6} required /></Field>
        <ProblemNote problem={problem} />
        <button className="primary">{say.create}</button>
      </form>
    </Dialog>
  )
}
