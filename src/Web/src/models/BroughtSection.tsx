import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { upload } from '../api/upload'
import { t } from '../i18n/texts'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import type { Exam } from './evaluation'

/** Predictions of a program that does not run here, measured on the same samples as the models. */
export function BroughtSection({ project, exam, onStarted }: { project: string; exam: Exam; onStarted(evaluation: string): void }) {
  const [share, setShare] = useState<number>()
  const [problem, setProblem] = useState<Problem>()
  const say = t.bench.brought

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const sent = new FormData(form)
    if (!sent.get('property')) sent.delete('property')
    sent.set('version', String(exam.version))
    if (exam.split) sent.set('split', exam.split)
    setShare(0)
    setProblem(undefined)
    const reply = await upload<{ id: string }>(`/projects/${project}/evaluations`, sent, setShare)
    setShare(undefined)
    if (!reply.ok) return setProblem(reply.problem)
    form.reset()
    onStarted(reply.value.id)
  }

  return (
    <form className="card stack" onSubmit={submit} aria-label={say.title}>
      <h2>{say.title}</h2>
      <div className="grid3">
        <Field label={say.name} hint={say.nameHint}><input name="name" required maxLength={200} /></Field>
        <Field label={say.file} hint={say.fileHint}><input type="file" name="file" accept=".jsonl,.ndjson" required /></Field>
        <Field label={say.property} hint={say.propertyHint}><input name="property" maxLength={200} /></Field>
      </div>
      {share !== undefined && <p role="status">{t.projects.imports.sending} <progress max={1} value={share} aria-label={t.projects.imports.sent} /></p>}
      <ProblemNote problem={problem} />
      <div className="row"><button disabled={share !== undefined}>{say.send}</button></div>
    </form>
  )
}
