import type { CSSProperties } from 'react'
import { t } from '../i18n/texts'
import { sayFixed, sayNumber } from '../ui/say'
import { isFew, leastFirst, measureOf, type Pair } from './pairs'
import './confusion.css'

/** Everybody beside everybody else: who agrees least stands first, in rows and columns. */
export function PairMatrix({ pairs, names, title }: { pairs: readonly Pair[]; names: Record<string, string>; title: string }) {
  const say = t.curate.pairs
  const [people, measure] = [leastFirst(pairs), measureOf(pairs)]
  const known = new Map(pairs.flatMap((pair) => [[`${pair.one} ${pair.other}`, pair], [`${pair.other} ${pair.one}`, pair]] as const))
  return (
    <div className="scroll all-pairs" tabIndex={0} role="group" aria-label={title}>
      <table className="matrix pair-matrix">
        <caption className="unseen">{measure === 'kappa' ? say.tableOfKappa : say.tableOfIou}</caption>
        <thead><tr><th scope="col"><span className="quiet">{measure === 'kappa' ? 'κ' : 'IoU'}</span></th>{people.map((user) => <th key={user} scope="col" title={names[user]}>{names[user]}</th>)}</tr></thead>
        <tbody>
          {people.map((row) => (
            <tr key={row}>
              <th scope="row" title={names[row]}>{names[row]}</th>
              {people.map((column) => <Cell key={column} pair={known.get(`${row} ${column}`)} measure={measure} self={row === column} among={`${names[row]} · ${names[column]}`} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ pair, measure, self, among }: { pair: Pair | undefined; measure: 'kappa' | 'meanIou'; self: boolean; among: string }) {
  const say = t.curate.pairs
  const value = pair?.[measure]
  if (self || !pair || typeof value !== 'number') return <td className="cell quiet" title={self ? undefined : `${among}: ${say.nothingShared}`}>{self ? '' : <><span aria-hidden="true">·</span><span className="unseen">{say.nothingShared}</span></>}</td>
  const few = isFew(pair, measure === 'meanIou')
  const of = (measure === 'kappa' ? say.ofTasks : say.ofShapes)(sayNumber(measure === 'kappa' ? pair.items : pair.matched))
  return (
    <td className={few ? 'cell few-cell' : 'cell wrong-cell'} style={{ '--share': Math.min(1, Math.max(0, 1 - value)) } as CSSProperties} title={`${among}: ${sayFixed(value, 2)}, ${of}`}>
      {sayFixed(value, 2)}<span className="unseen">, {of}{few && `, ${say.few}`}</span>
    </td>
  )
}
