import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { sayNumber, sayShare, sayTwo } from '../ui/say'
import { AgreementPairs } from './AgreementPairs'
import { untilLooked } from './untilLooked'

interface Agreement {
  /** Whether all of the project was looked at. */
  complete: boolean
  tasks: number
  answers: number
  classification?: { alpha: number; kappa: number; items: number; classes: { name: string; alpha?: number | null; answers: number }[] } | null
  objects?: { meanIou: number; sameObjects: number; matched: number; classes?: { name: string; meanIou?: number | null; sameObjects?: number | null; matched: number }[] } | null
  /** Of the sample as a whole, or of objects of a class. */
  properties?: { class?: string | null; name: string; scale: string; alpha?: number | null; items: number; errorRate?: number | null }[]
}

/** How far people agree beyond chance, and which pairs least. */
export function AgreementSection({ project }: { project: string }) {
  const say = t.curate.agreement
  const { data: told } = useGet<Agreement>(`/projects/${project}/agreement`, untilLooked)
  if (!told) return null
  // Where labels hold objects, nobody may have classified a whole sample.
  const data = told.classification?.items === 0 && told.objects ? { ...told, classification: null } : told
  return (
    <section className="card" aria-labelledby="agreement">
      <h2 id="agreement">{say.title}</h2>
      {!data.classification && !data.objects ? <p className="quiet">{say.none}</p> : (
        <dl className="facts">
          {data.classification && <div><dt>{say.alpha}</dt><dd>{sayTwo(data.classification.alpha)}</dd></div>}
          {data.classification && <div><dt>{say.kappa}</dt><dd>{sayTwo(data.classification.kappa)}</dd></div>}
          {data.objects && <div><dt>{say.iou}</dt><dd>{sayTwo(data.objects.meanIou)}</dd></div>}
          {data.objects && <div><dt>{say.same}</dt><dd>{typeof data.objects.sameObjects === 'number' ? sayShare(data.objects.sameObjects) : '–'}</dd></div>}
          <div><dt>{say.items}</dt><dd>{sayNumber(data.classification?.items ?? data.tasks)}</dd></div>
        </dl>
      )}
      <Details of={data} />
      <AgreementPairs project={project} />
    </section>
  )
}

/** Class by class and question by question: which of them people see differently. */
function Details({ of: { classification, objects, properties = [] } }: { of: Agreement }) {
  const say = t.curate.agreement
  const lowest = (a: { alpha?: number | null }, b: { alpha?: number | null }) => (a.alpha ?? 2) - (b.alpha ?? 2)
  const asked = [...properties].filter((one) => one.items > 0).sort(lowest)
  const classes = [...(classification?.classes ?? [])].filter((one) => one.answers > 0).sort(lowest)
  const drawn = objects?.classes ?? []
  if (classes.length + drawn.length + asked.length === 0) return null
  return (
    <details>
      <summary>{say.details}</summary>
      <div className="scroll" tabIndex={0} role="group" aria-label={say.details}>
        <table className="small">
          <tbody>
            {classes.map((one) => <tr key={one.name}><th scope="row">{one.name}</th><td className="number">α {sayTwo(one.alpha)}</td><td className="number quiet">{say.answers(sayNumber(one.answers))}</td></tr>)}
            {drawn.map((one) => <tr key={`drawn ${one.name}`}><th scope="row">{one.name}</th><td className="number">IoU {sayTwo(one.meanIou)} · F1 {sayTwo(one.sameObjects)}</td><td className="number quiet">{say.placedAlike(sayNumber(one.matched))}</td></tr>)}
            {asked.map((one) => <tr key={`${one.class} ${one.name}`}><th scope="row">{[one.class, one.name].filter(Boolean).join(' · ')}</th><td className="number">α {sayTwo(one.alpha)}{typeof one.errorRate === 'number' && ` · ${say.edits(sayShare(one.errorRate))}`}</td><td className="number quiet">{say.tasks(sayNumber(one.items))}</td></tr>)}
          </tbody>
        </table>
      </div>
    </details>
  )
}
