import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { upload } from '../api/upload'
import { t } from '../i18n/texts'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'

interface Registered {
  id: string
  version: number
  name?: string
  provider?: string
}

/** Registers a model, or a new version of one. */
export function NewModel({ onRegistered }: { onRegistered(): void }) {
  const [share, setShare] = useState<number>()
  const [problem, setProblem] = useState<Problem>()
  const say = t.projects.models

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    setShare(0)
    setProblem(undefined)
    const reply = await upload<Registered>('/models', new FormData(form), setShare)
    setShare(undefined)
    if (!reply.ok) return setProblem(reply.problem)
    const { name, version, provider } = reply.value
    toast(say.isRegistered(name ?? say.model, version, provider))
    form.reset()
    onRegistered()
  }

  return (
    <form className="card stack" onSubmit={submit}>
      <h2>{say.register}</h2>
      <div className="grid3">
        <Field label={say.model} hint={say.modelHint}><input type="file" name="model" accept=".onnx" required /></Field>
        <Field label={say.card} hint={say.cardHint}><input type="file" name="card" accept=".json" required /></Field>
      </div>
      {share !== undefined && <p role="status">{t.projects.imports.sending} <progress max={1} value={share} aria-label={t.projects.imports.sent} /></p>}
      <ProblemNote problem={problem} />
      <div className="row"><button className="primary" disabled={share !== undefined}>{say.registerIt}</button></div>
    </form>
  )
}
