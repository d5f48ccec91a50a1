import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { ProblemNote } from '../ui/ProblemNote'
import { sayNumber, sayShare } from '../ui/say'
import { Certificate } from './Certificate'
import type { Confidence, Threshold } from './progress'

/** What the model may decide by itself, class by class, and on what evidence. */
export function AutoAcceptSection({ project }: { project: string }) {
  const { data, problem } = useGet<Confidence>(`/projects/${project}/confidence`, 5_000)
  const say = t.curate.certificate
  const classes = data?.autoAccept?.classes ?? []
  return (
    <section aria-labelledby="auto-accept">
      <div className="page-head"><h1 id="auto-accept">{t.curate.sections['auto-accept']}</h1></div>
      <ProblemNote problem={problem} />
      <Certificate project={project} />
      {classes.length > 0 && (
        <div className="card scroll">
          <h2>{say.byClass}</h2>
          <table>
            <thead>
              <tr><th scope="col">{say.class}</th><th scope="col" className="number">{say.audits}</th><th scope="col" className="number">{say.errors}</th><th scope="col" className="number">{say.bound}</th><th scope="col" className="number">{say.threshold}</th><th scope="col" className="number">{say.share}</th></tr>
            </thead>
            <tbody>{classes.map((one) => <ClassRow key={one.name} of={one} />)}</tbody>
          </table>
          <p className="quiet">{say.shared}</p>
        </div>
      )}
    </section>
  )
}

function ClassRow({ of }: { of: Threshold & { name: string } }) {
  const some = (value: number | undefined | null, say: (value: number) => string) => (value === undefined || value === null ? '–' : say(value))
  return (
    <tr>
      <th scope="row">{of.name}</th>
      <td className="number">{of.needed ? t.curate.of(sayNumber(of.audits), sayNumber(of.needed)) : sayNumber(of.audits)}</td>
      <td className="number">{sayNumber(of.errors)}</td>
      <td className="number">{some(of.bound, sayShare)}</td>
      <td className="number">{some(of.threshold, (value) => value.toFixed(3))}</td>
      <td className="number">{some(of.share, sayShare)}</td>
    </tr>
  )
}
