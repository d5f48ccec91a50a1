import { useGet } from '../api/useGet'
import { ProblemNote } from '../ui/ProblemNote'
import { sayNumber, sayShare } from '../ui/say'
import { Certificate } from './Certificate'
import type { Confidence, Threshold } from './progress'

/** What the model may decide by itself, class by class, and on what evidence. */
export function AutoAcceptSection({ project }: { project: string }) {
  const { data, problem } = useGet<Confidence>(`/projects/${project}/confidence`, 5_000)
  const classes = data?.autoAccept?.classes ?? []
  return (
    <section aria-labelledby="auto-accept">
      <div className="page-head"><h1 id="auto-accept">Auto-accept</h1></div>
      <ProblemNote problem={problem} />
      <Certificate project={project} />
      {classes.length > 0 && (
        <div className="card scroll">
          <h2>By class</h2>
          <table>
            <thead>
              <tr><th scope="col">Class</th><th scope="col" className="number">Audits</th><th scope="col" className="number">Errors</th><th scope="col" className="number">Error bound</th><th scope="col" className="number">Threshold</th><th scope="col" className="number">Share</th></tr>
            </thead>
            <tbody>{classes.map((one) => <ClassRow key={one.name} of={one} />)}</tbody>
          </table>
          <p className="quiet">A class without audits enough of its own shares the threshold of all.</p>
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
      <td className="number">{sayNumber(of.audits)}{of.needed ? ` of ${sayNumber(of.needed)}` : ''}</td>
      <td className="number">{sayNumber(of.errors)}</td>
      <td className="number">{some(of.bound, sayShare)}</td>
      <td className="number">{some(of.threshold, (value) => value.toFixed(3))}</td>
      <td className="number">{some(of.share, sayShare)}</td>
    </tr>
  )
}
