import { useEffect, useState } from 'react'
import type { Problem } from '../api/api'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { sayNumber } from '../ui/say'

export interface SpecPreview {
  tasks: number
  counted: number
  labels: number
  breaking: number
  rules: { rule: 'sample' | 'class' | 'property' | 'option'; change: 'added' | 'removed' | 'renamed' | 'tightened' | 'loosened'; id: string; within?: string; name: string; labels: number; breaking: number }[]
}

const typedMs = 500

/** What a spec would do, asked of the server once the person has stopped typing. */
export function usePreview(project: string, draft: unknown, changed: boolean): { preview?: SpecPreview; problem?: Problem; asking: boolean } {
  const { api } = useServices()
  const text = changed ? JSON.stringify(draft) : ''
  const [answer, setAnswer] = useState<{ text: string; preview?: SpecPreview; problem?: Problem }>({ text: '' })
  useEffect(() => {
    if (!text) return
    let late = false
    const timer = setTimeout(async () => {
      const reply = await api.post<SpecPreview>(`/projects/${project}/spec/preview`, JSON.parse(text))
      if (!late) setAnswer(reply.ok ? { text, preview: reply.value } : { text, problem: reply.problem })
    }, typedMs)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [api, project, text])
  return text && answer.text === text ? { ...answer, asking: false } : { asking: text !== '' }
}

/** Each change of a rule with the labels it concerns. */
export function Impact({ preview, asking }: { preview?: SpecPreview; asking: boolean }) {
  const say = t.curate.spec
  if (!preview) return <p className="quiet" role="status">{asking ? say.counting : say.unchanged}</p>
  const part = preview.counted < preview.tasks
  return (
    <div className="impact" role="status">
      <p className={preview.breaking > 0 ? 'note warn' : 'note'}>
        {preview.rules.length === 0 ? say.looksOnly : preview.labels === 0 ? say.noLabels : preview.breaking > 0 ? say.breaks(sayNumber(preview.breaking), sayNumber(preview.labels)) : say.breaksNone(sayNumber(preview.labels))}
        {part && ` ${say.counted(sayNumber(preview.counted), sayNumber(preview.tasks))}`}
      </p>
      {preview.rules.length > 0 && (
        <table>
          <thead><tr><th scope="col">{say.rule}</th><th scope="col">{say.change}</th><th scope="col" className="number">{say.labels}</th><th scope="col" className="number">{say.breaking}</th></tr></thead>
          <tbody>
            {preview.rules.map((rule, i) => (
              <tr key={i}>
                <th scope="row"><span className="quiet">{say.kinds[rule.rule]}</span> {rule.name}</th><td>{say.changes[rule.change]}</td>
                <td className="number">{sayNumber(rule.labels)}</td><td className={rule.breaking > 0 ? 'number wrong' : 'number'}>{sayNumber(rule.breaking)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
