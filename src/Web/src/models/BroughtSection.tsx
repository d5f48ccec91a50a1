import { t } from '../i18n/texts'
import { Field } from '../ui/Field'
import { UploadForm } from '../ui/UploadForm'
import type { Exam } from './evaluation'

/** Predictions of a program that does not run here, measured on the same samples as the models. */
export function BroughtSection({ project, exam, onStarted }: { project: string; exam: Exam; onStarted(evaluation: string): void }) {
  const say = t.bench.brought

  function withExam(given: FormData) {
    if (!given.get('property')) given.delete('property')
    given.set('version', String(exam.version))
    if (exam.split) given.set('split', exam.split)
    return given
  }

  return (
    <UploadForm<{ id: string }> path={`/projects/${project}/evaluations`} body={withExam} label={say.title} send={say.send} onTaken={({ id }) => onStarted(id)}>
      <h2>{say.title}</h2>
      <div className="grid3">
        <Field label={say.name} hint={say.nameHint}><input name="name" required maxLength={200} /></Field>
        <Field label={say.file} hint={say.fileHint}><input type="file" name="file" accept=".jsonl,.ndjson" required /></Field>
        <Field label={say.property} hint={say.propertyHint}><input name="property" maxLength={200} /></Field>
      </div>
    </UploadForm>
  )
}
