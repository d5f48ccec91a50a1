import { useState } from 'react'
import { Link } from 'react-router'
import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { ProblemNote } from '../ui/ProblemNote'
import { sayNumber, sayShare } from '../ui/say'
import { useStill } from '../ui/useStill'
import { tasksAt } from '../work/filter'
import { classesOf, matrixOf, numbersOf, remarkable, type Confusion, type Confusions } from './confusion'

/** More confusions than this are no longer remarkable. */
const shown = 6

/** More rows than these nobody reads. */
const mostClasses = 40

/** Who takes what for what, whole samples and objects; every number leads to its tasks. */
export function ConfusionSection({ project }: { project: string }) {
  const say = t.curate.confusion
  const { data, problem } = useGet<Confusions>(`/projects/${project}/confusions`)
  if (problem) return <ProblemNote problem={problem} />
  if (!data) return null
  const objects = data.objects
  return (
    <>
      {data.classes.length > 0 && (data.people.length > 0 || !objects) && (
        <Matrix id="confusion" title={say.title} data={data} at={(decided, answered, who) => tasksAt(project, { state: 'REVIEWED', class: decided, answered, annotator: who || undefined })} />
      )}
      {objects && objects.classes.length > 0 && (
        <Matrix
          id="object-confusion" title={data.people.length > 0 ? say.objects : say.title} data={objects} none={say.noObjects}
          at={(decided, answered, who) => {
            const numbers = numbersOf(objects, decided, answered, who || undefined)
            return tasksAt(project, numbers ? { numbers } : { state: 'REVIEWED', object: decided, annotator: who || undefined })
          }}
        />
      )}
    </>
  )
}

interface MatrixProps {
  id: string
  title: string
  data: Confusions
  /** Said where nothing is known yet. */
  none?: string
  at(decided: string, answered: string, who: string): string
}

function Matrix({ id, title, data, none, at }: MatrixProps) {
  const say = t.curate.confusion
  const [user, setUser] = useState('')
  const still = useStill<Confusion[]>()
  const matrix = matrixOf(data, user || undefined)
  const places = classesOf(matrix, mostClasses)
  const nothing = matrix.every((row) => row.every((count) => count === 0))
  const standouts = still.of(remarkable(data).slice(0, shown))
  return (
    <section className="card confusion" aria-labelledby={id}>
      <div className="row"><h2 id={id}>{title}</h2><span className="bar-space" />
        <label className="row small"><span>{say.of}</span>
          <select className="short" value={user} onChange={(event) => setUser(event.target.value)}>
            <option value="">{say.everybody}</option>
            {data.people.map((one) => <option key={one.user} value={one.user}>{one.name}</option>)}
          </select>
        </label>
      </div>
      <div className="confusion-body">
        {standouts.length > 0 && (
          <ul className="standouts" aria-label={say.standOut} {...still.while}>
            {standouts.map((one) => (
              <li key={`${one.user} ${one.class} ${one.answered}`}>
                <button type="button" className="link" onClick={() => setUser(one.user)}>{one.name}</button> {say.takes(one.class, one.answered)}{' '}
                <Link to={at(one.class, one.answered, one.user)}>{say.times(sayNumber(one.count), sayNumber(one.of), sayShare(one.share))}</Link>
                <span className="quiet"> · {say.others(sayShare(one.othersShare))}</span>
              </li>
            ))}
          </ul>
        )}
        {nothing && <p className="quiet">{none ?? say.none}</p>}
        {!nothing && <div className="scroll" tabIndex={0} role="group" aria-label={title}>
          <table className="matrix">
            <thead>
              <tr><th scope="col"><span className="quiet">{say.axes}</span></th>{places.map((j) => <th key={j} scope="col" className="number" title={data.classes[j]}>{data.classes[j]}</th>)}</tr>
            </thead>
            <tbody>
              {places.map((i) => {
                const decided = data.classes[i]!
                const of = matrix[i]!.reduce((a, b) => a + b, 0)
                return (
                  <tr key={decided}>
                    <th scope="row" title={decided}>{decided}</th>
                    {places.map((j) => {
                      const answered = data.classes[j]!
                      const count = matrix[i]![j]!
                      const share = of > 0 ? count / of : 0
                      return (
                        <td key={answered} className={i === j ? 'cell right' : 'cell wrong-cell'} style={{ '--share': count === 0 ? 0 : i === j ? share : Math.min(1, 0.15 + share) } as React.CSSProperties}>
                          {count > 0 ? <Link to={at(decided, answered, user)} aria-label={say.cell(sayNumber(count), decided, answered)}>{sayNumber(count)}</Link> : <span className="quiet">·</span>}
                        </td>
                      )
                    })}
                  </tr>
                )
              })}
            </tbody>
          </table>
          {places.length < data.classes.length && <p className="quiet small">{say.shown(sayNumber(places.length), sayNumber(data.classes.length))}</p>}
        </div>}
      </div>
    </section>
  )
}
