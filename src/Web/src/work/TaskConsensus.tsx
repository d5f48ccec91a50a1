import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { sayShare } from '../ui/say'

interface Sure {
  name: string
  confidence: number
}

interface Consensus {
  confidence?: number | null
  contradicted: boolean
  objects: { id?: string | null; class: string; existence: number; named: number; placed: number; confidence: number; properties: Sure[]; members: Record<string, string> }[]
  properties: Sure[]
  people: Record<string, string>
}

/** What everybody's labels of a task amount to, part by part, and how sure each part is. */
export function TaskConsensus({ task }: { task: string }) {
  const say = t.curate.consensus
  const { data } = useGet<Consensus>(`/tasks/${task}/consensus`)
  if (!data || typeof data.confidence !== 'number') return null
  return (
    <details>
      <summary>{say.task} · {sayShare(data.confidence)}{data.contradicted && <span className="flag">{say.contradicted}</span>}</summary>
      {data.properties.length > 0 && <ul className="sure">{data.properties.map((one) => <li key={one.name}>{one.name} <b className="tabular">{sayShare(one.confidence)}</b></li>)}</ul>}
      {data.objects.length > 0 && (
        <div className="scroll" tabIndex={0} role="group" aria-label={say.task}>
          <table className="small">
            <thead><tr><th scope="col">{say.object}</th><th scope="col" className="number">{say.exists}</th><th scope="col" className="number">{say.named}</th><th scope="col" className="number">{say.placed}</th><th scope="col">{say.by}</th></tr></thead>
            <tbody>
              {data.objects.map((one, i) => (
                <tr key={i} className={one.id ? undefined : 'left-out'}>
                  <th scope="row">{one.class}{!one.id && <> <span className="flag">{say.leftOut}</span></>}{one.properties.map((part) => <small key={part.name} className="quiet"> {part.name} {sayShare(part.confidence)}</small>)}</th>
                  <td className="number">{sayShare(one.existence)}</td><td className="number">{sayShare(one.named)}</td><td className="number">{sayShare(one.placed)}</td>
                  <td>{Object.keys(one.members).map((user) => data.people[user] ?? user).join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  )
}
