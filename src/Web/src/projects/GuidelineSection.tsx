import { useRef, useState } from 'react'
import { Link } from 'react-router'
import type { Problem } from '../api/api'
import { useEdit } from '../api/useEdit'
import { PictureDialog } from '../guideline/PictureDialog'
import { t } from '../i18n/texts'
import { ClashNote, KeptNote } from '../ui/ClashNote'
import { CompareVersions } from '../ui/CompareVersions'
import { Markdown } from '../ui/Markdown'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import type { Guideline } from './project'

const read = (guideline: Guideline) => guideline.markdown
const pictureOf = (files: FileList) => [...files].find((file) => file.type.startsWith('image/'))

/** The guideline as text beside what annotators will see, and beside any earlier version. */
export function GuidelineSection({ project }: { project: string }) {
  const say = t.curate.guideline
  const edit = useEdit<Guideline>(project, 'guideline', read)
  const [mustRead, setMustRead] = useState(false)
  const [refused, setRefused] = useState<Problem>()
  const [adding, setAdding] = useState<{ file?: File }>()
  const area = useRef<HTMLTextAreaElement>(null)
  const { saved, text } = edit
  if (!saved) return <ProblemNote problem={edit.problem} />

  async function keep() {
    const wrong = await edit.save(mustRead ? { markdown: text, mustRead } : { markdown: text })
    setRefused(wrong)
    if (wrong) return
    setMustRead(false)
    toast(say.saved)
  }

  /** As a block of its own where the cursor stands. */
  function insert(markdown: string) {
    const at = area.current?.selectionEnd ?? text.length
    const [before, after] = [text.slice(0, at).trimEnd(), text.slice(at).trimStart()]
    edit.change(`${before}${before && '\n\n'}${markdown}\n${after && `\n${after}`}`)
    setAdding(undefined)
  }

  function take(files: FileList, event: { preventDefault(): void }) {
    const file = pictureOf(files)
    if (!file) return
    event.preventDefault()
    setAdding({ file })
  }

  return (
    <section aria-labelledby="guideline">
      <div className="page-head stays">
        <h1 id="guideline">{say.title}</h1><span className="quiet">{t.curate.version(saved.version)}</span>
        <span className="bar-space" />
        <KeptNote edit={edit} />
        <button className="primary" disabled={!edit.changed && !(mustRead && !saved.mustRead)} onClick={keep}>{t.curate.save}</button>
      </div>
      <ProblemNote problem={edit.clash ? undefined : refused} />
      <div className="row">
        <button type="button" onClick={() => setAdding({})}>{say.addPicture}</button>
        <span className="quiet small">{say.examplesFrom} <Link to={`/projects/${project}/work`}>{t.curate.work}</Link></span>
      </div>
      <div className="split even">
        <textarea
          ref={area} className="code" aria-label={say.text} rows={22} value={text} onChange={(event) => edit.change(event.target.value)}
          onPaste={(event) => take(event.clipboardData.files, event)} onDrop={(event) => take(event.dataTransfer.files, event)}
          onKeyDown={(event) => {
            if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            if (edit.changed) void keep()
          }}
        />
        <aside className="card preview" aria-label={say.preview} tabIndex={0}><Markdown text={text} /></aside>
      </div>
      <label className="check small"><input type="checkbox" checked={mustRead} onChange={(event) => setMustRead(event.target.checked)} />{say.mustRead}</label>
      <CompareVersions<Guideline> say={say} path={edit.path} version={saved.version} text={text} read={read} />
      <ClashNote edit={edit} read={read} />
      {adding && <PictureDialog project={project} file={adding.file} onClose={() => setAdding(undefined)} onAdded={insert} />}
    </section>
  )
}
