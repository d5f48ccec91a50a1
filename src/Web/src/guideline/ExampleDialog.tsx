import { useEffect, useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { keep, readKept } from '../api/kept'
import { useMe, useServices } from '../app/services'
import { t } from '../i18n/texts'
import { sayAnswers, type LabelDocument } from '../labels/labels'
import type { Guideline } from '../projects/project'
import type { DataSpec } from '../specs/spec'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import { drawExample } from './drawExample'
import { withExample, type Verdict } from './example'
import './guideline.css'

interface Props {
  project: string
  sampleUrl: string
  spec: DataSpec
  /** Labels that the example may show, the likeliest first. */
  voices: readonly { key: string; who: string; labels: LabelDocument }[]
  onClose(): void
}

/** Makes a task an example in the guideline: its picture with a label on it, whether that is right, and what to look at. */
export function ExampleDialog({ project, sampleUrl, spec, voices, onClose }: Props) {
  const { api, queries } = useServices()
  const me = useMe()
  const [key, setKey] = useState(voices[0]?.key)
  const [verdict, setVerdict] = useState<Verdict>('good')
  const [drawn, setDrawn] = useState<{ blob: Blob; url: string }>()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const voice = voices.find((one) => one.key === key) ?? voices[0]!
  const say = t.day.examples

  useEffect(() => {
    let left = false
    let url = ''
    void drawExample(sampleUrl, voice.labels, spec).then((blob) => {
      if (left) return
      url = URL.createObjectURL(blob)
      setDrawn({ blob, url })
    }, () => !left && setProblem({ status: 0, code: 'picture-failed', title: t.desk.pictureFailed }))
    return () => {
      left = true
      if (url) URL.revokeObjectURL(url)
    }
  }, [sampleUrl, voice, spec])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const caption = String(new FormData(event.currentTarget).get('caption')).trim()
    setBusy(true)
    setProblem(await add(caption))
    setBusy(false)
  }

  /** Where somebody saved the guideline meanwhile, the example goes to theirs. */
  async function add(caption: string): Promise<Problem | undefined> {
    const form = new FormData()
    form.set('picture', drawn!.blob, 'example.png')
    const picture = await api.post<{ url: string }>(`/projects/${project}/guideline/pictures`, form)
    if (!picture.ok) return picture.problem
    for (let attempt = 0; ; attempt++) {
      const now = await api.get<Guideline>(`/projects/${project}/guideline`)
      if (!now.ok) return now.problem
      const example = { verdict, caption, url: picture.value.url }
      const saved = await api.put<Guideline>(`/projects/${project}/guideline`, { markdown: withExample(now.value.markdown, example) }, `"v${now.value.version}"`)
      if (!saved.ok && saved.problem.status === 412 && attempt < 3) continue
      if (!saved.ok) return saved.problem
      // What they are writing there has it too, rather than a newer version than its own beside it.
      const kept = readKept(me.id, project, 'guideline')
      if (kept?.base === now.value.version) keep(me.id, project, 'guideline', { base: saved.value.version, text: withExample(kept.text, example) })
      void queries.invalidateQueries({ queryKey: [`/projects/${project}/guideline`] })
      toast(say.added)
      onClose()
      return undefined
    }
  }

  return (
    <Dialog title={say.title} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <div className={`example-preview ${verdict}`}>{drawn && <img src={drawn.url} alt={say.preview} />}</div>
        <Field label={say.label}><select value={voice.key} onChange={(event) => setKey(event.target.value)}>{voices.map(({ key: one, who }) => <option key={one} value={one}>{who}</option>)}</select></Field>
        <fieldset className="row">
          <legend className="unseen">{say.which}</legend>
          {(['good', 'bad'] as const).map((one) => <label key={one} className="check"><input type="radio" name="verdict" checked={verdict === one} onChange={() => setVerdict(one)} />{say.verdicts[one]}</label>)}
        </fieldset>
        <Field label={say.caption} hint={say.captionHint}><input name="caption" required maxLength={300} defaultValue={sayAnswers(voice.labels, spec.properties.map((rule) => rule.name))} /></Field>
        <ProblemNote problem={problem} />
        <button className="primary" disabled={!drawn || busy}>{say.add}</button>
      </form>
    </Dialog>
  )
}
