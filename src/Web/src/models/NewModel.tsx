import { t } from '../i18n/texts'
import { Field } from '../ui/Field'
import { toast } from '../ui/toasts'
import { UploadForm } from '../ui/UploadForm'

interface Registered {
  id: string
  version: number
  name?: string
  provider?: string
}

/** Registers a model, or a new version of one. */
export function NewModel({ onRegistered }: { onRegistered(): void }) {
  const say = t.projects.models

  function taken({ name, version, provider }: Registered) {
    toast(say.isRegistered(name ?? say.model, version, provider))
    onRegistered()
  }

  return (
    <UploadForm<Registered> path="/models" send={say.registerIt} primary onTaken={taken}>
      <h2>{say.register}</h2>
      <div className="grid3">
        <Field label={say.model} hint={say.modelHint}><input type="file" name="model" accept=".onnx" required /></Field>
        <Field label={say.card} hint={say.cardHint}><input type="file" name="card" accept=".json" required /></Field>
      </div>
    </UploadForm>
  )
}
