import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { sayNumber, sayShare } from '../ui/say'

interface Agreement {
  tasks: number
  answers: number
  classification?: { alpha: number; kappa: number; items: number; classes: { name: string; alpha: number; answers: number }[] } | null
  objects?: { meanIou: number; sameObjects: number; matched: number } | null
  /** Over choices `agreeing` and `kappa`; over shapes how far those that lie over each other do. */
  pairs: { one: string; other: string; agreeing?: number | null; kappa?: number | null; meanIou?: number | null }[]
  people: Record<string, string>
}

const two = (value: number | null | undefined) => (typeof value === 'number' ? value.toFixed(2) : '–')

/** How far people agree beyond chance, and which pairs least. */
export function AgreementSection({ project }: { project: string }) {
  const say = t.curate.agreement
  const { data: told } = useGet<Agreement>(`/projects/${project}/agreement`)
  if (!told) return null
  // Where labels hold objects, nobody may have classified a whole sample.
  const data = told.classification?.items === 0 && told.objects ? { ...told, classification: null } : told
  const drawn = !data.classification && !!data.objects
  const pairs = data.pairs.filter((pair) => typeof (drawn ? pair.meanIou : pair.agreeing) === 'number')
    .sort((a, b) => drawn ? a.meanIou! - b.meanIou! : (a.kappa ?? 1) - (b.kappa ?? 1)).slice(0, 5)
  return (
    <section className="card" aria-labelledby="agreement">
      <h2 id="agreement">{say.title}</h2>
      {!data.classification && !data.objects ? <p className="quiet">{say.none}</p> : (
        <dl className="facts">
          {data.classification && <div><dt>{say.alpha}</dt><dd>{two(data.classification.alpha)}</dd></div>}
          {data.classification && <div><dt>{say.kappa}</dt><dd>{two(data.classification.kappa)}</dd></div>}
          {data.objects && <div><dt>{say.iou}</dt><dd>{two(data.objects.meanIou)}</dd></div>}
          {data.objects && <div><dt>{say.same}</dt><dd>{typeof data.objects.sameObjects === 'number' ? sayShare(data.objects.sameObjects) : '–'}</dd></div>}
          <div><dt>{say.items}</dt><dd>{sayNumber(data.classification?.items ?? data.tasks)}</dd></div>
        </dl>
      )}
      {pairs.length > 0 && (
        <table className="small"><thead><tr><th scope="col">{say.pair}</th>{drawn ? <th scope="col" className="number">{say.iou}</th> : <><th scope="col" className="number">{say.agreeing}</th><th scope="col" className="number">κ</th></>}</tr></thead>
          <tbody>{pairs.map((pair) => <tr key={`${pair.one} ${pair.other}`}><th scope="row">{data.people[pair.one]} · {data.people[pair.other]}</th>{drawn ? <td className="number">{two(pair.meanIou)}</td> : <><td className="number">{sayShare(pair.agreeing!)}</td><td className="number">{two(pair.kappa)}</td></>}</tr>)}</tbody>
        </table>
      )}
    </section>
  )
}
