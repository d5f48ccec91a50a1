import { useEffect, useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { pictureMarkdown, type Verdict } from './example'
import './guideline.css'

interface Props {
  project: string
  /** As pasted or dropped; absent where one is to be chosen. */
  file: File | undefined
  onClose(): void
  /** Told the picture as Markdown. */
  onAdded(markdown: string): void
}

/** Brings a picture into the guideline: plain, or as an example of what is right or wrong. */
export function PictureDialog({ project, file: given, onClose, onAdded }: Props) {
  const { api } = useServices()
  const [file, setFile] = useState(given)
  const [url, setUrl] = useState<string>()
  const [verdict, setVerdict] = useState<Verdict>()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const say = t.day.examples

  useEffect(() => {
    if (!file) return
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const caption = String(new FormData(event.currentTarget).get('caption')).trim()
    const form = new FormData()
    form.set('picture', file!, file!.name)
    setBusy(true)
    const reply = await api.post<{ url: string }>(`/projects/${project}/guideline/pictures`, form)
    setBusy(false)
    if (reply.ok) onAdded(pictureMarkdown({ verdict, caption, url: reply.value.url }))
    else setProblem(reply.problem)
  }

  return (
    <Dialog title={say.addPicture} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        {!given && <Field label={say.file} hint={say.fileHint}><input type="file" required accept="image/png,image/jpeg,image/webp,image/gif" onChange={(event) => setFile(event.target.files?.[0])} /></Field>}
        {file && url && <div className={`example-preview ${verdict ?? 'plain'}`}><img src={url} alt={say.preview} /></div>}
        <fieldset className="row">
          <legend className="unseen">{say.which}</legend>
          {([undefined, 'good', 'bad'] as const).map((one) => <label key={one ?? 'plain'} className="check"><input type="radio" name="verdict" checked={verdict === one} onChange={() => setVerdict(one)} />{one ? say.verdicts[one] : say.plain}</label>)}
        </fieldset>
        <Field label={say.caption} hint={say.captionHint}><input name="caption" required maxLength={300} /></Field>
        <ProblemNote problem={problem} />
        <button className="primary" disabled={!file || busy}>{say.add}</button>
      </form>
    </Dialog>
  )
}
