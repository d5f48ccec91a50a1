import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useGet } from '../api/useGet'
import { sayFixed, sayNumber, saySeconds, sayShare, sayTenths } from '../ui/say'
import { ShareOf } from '../gold/ShareOf'
import { Flags } from './Flags'
import type { Annotator } from './progress'
import { t } from '../i18n/texts'

type Column = 'name' | 'submitted' | 'accuracy' | 'time'
const compare: Record<Column, (a: Annotator, b: Annotator) => number> = {
  name: (a, b) => a.name.localeCompare(b.name),
  submitted: (a, b) => b.submitted - a.submitted,
  accuracy: (a, b) => (a.accuracy ?? 2) - (b.accuracy ?? 2),
  time: (a, b) => (timeOf(a) ?? 0) - (timeOf(b) ?? 0),
}

/** Who labels how well. Rows keep their places while numbers change: sorted by name unless asked otherwise. */
export function AnnotatorTable({ project, of = 'annotators' }: { project: string; of?: 'annotators' | 'vendor/annotators' }) {
  const { data, problem, reload } = useGet<{ items: Annotator[] }>(`/projects/${project}/${of}`)
  const [column, setColumn] = useState<Column>('name')
  // Annotators do not see each other's numbers; the server says so, and the page leaves the table out.
  if (problem && (problem.status === 403 || problem.status === 404)) return null
  const rows = [...(data?.items ?? [])].sort((a, b) => compare[column](a, b) || a.name.localeCompare(b.name))

  // Where nobody was handed a check yet, the columns would only take room.
  const checked = rows.some((row) => row.gold || row.selfConsistency)
  const draws = rows.some((row) => row.shapes && row.shapes.matched + row.shapes.missed + row.shapes.extra > 0)
  const head = (id: Column, title: string, numeric = true) => (
    <th scope="col" className={numeric ? 'number' : undefined} aria-sort={column === id ? 'ascending' : 'none'}>
      <button className="plain" onClick={() => setColumn(id)}>{title}</button>
    </th>
  )

  return (
    <section className="card annotators" aria-labelledby="annotators">
      <h2 id="annotators">{t.curate.people.title}</h2>
      {data?.items.length === 0 && <p className="quiet">{t.curate.people.none}</p>}
      {rows.length > 0 && (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                {head('name', t.curate.people.name, false)}
                {head('submitted', t.curate.people.submitted)}
                {head('accuracy', t.curate.people.accuracy)}
                {checked && <th scope="col" className="number">{t.gold.column}</th>}
                {checked && <th scope="col" className="number">{t.gold.columnSelf}</th>}
                {draws && drawnColumns.map((one) => <th key={one} scope="col" className="number" title={t.curate.people.drawnMeans}>{t.curate.people.drawn[one]}</th>)}
                <th scope="col" className="number">{t.curate.people.accepted}</th>
                <th scope="col" className="number">{t.curate.people.skipped}</th>
                {head('time', t.curate.people.time)}
                <th scope="col">{t.curate.people.flags}</th>
              </tr>
            </thead>
            <tbody>{rows.map((row) => <Row key={row.user} project={project} row={row} checked={checked} draws={draws} flags={<Flags project={project} whose={row} role={of === 'annotators' ? 'curator' : 'manager'} onSaid={reload} />} />)}</tbody>
          </table>
        </div>
      )}
    </section>
  )
}

/** Beside the labels that stand: what they found, how near they drew it, what they called it. */
const drawnColumns = ['sameObjects', 'meanIou', 'sameClass'] as const

function Row({ project, row, checked, draws, flags }: { project: string; row: Annotator; checked: boolean; draws: boolean; flags: ReactNode }) {
  return (
    <tr>
      <th scope="row" title={row.name}><Link to={`/projects/${project}/people/${row.user}`}>{row.name}</Link></th>
      <td className="number">{sayNumber(row.submitted)}</td>
      <td className="number accuracy-cell"><Accuracy row={row} /></td>
      {checked && <td className="number"><ShareOf share={row.gold} /></td>}
      {checked && <td className="number"><ShareOf share={row.selfConsistency} /></td>}
      {draws && drawnColumns.map((one) => <td key={one} className="number">{sayDrawn(one, row.shapes?.[one])}</td>)}
      <td className="number"><Accepted row={row} /></td>
      <td className="number">{sayNumber(row.skipped)}</td>
      <td className="number">{timeOf(row) ? sayPace(timeOf(row)!) : '–'}</td>
      <td>{flags}</td>
    </tr>
  )
}

const sayDrawn = (column: (typeof drawnColumns)[number], value: number | null | undefined) => typeof value !== 'number' ? '–' : column === 'meanIou' ? sayFixed(value, 2) : sayShare(value)

/** What reviewers said of their labels. Of a label that was merged from several people's nobody's own is judged: then it is their share of what stands. */
function Accepted({ row: { reviewed, accepted, shapes } }: { row: Annotator }) {
  if (reviewed > 0) return t.curate.of(sayNumber(accepted), sayNumber(reviewed))
  const there = (shapes?.matched ?? 0) + (shapes?.missed ?? 0)
  if (there === 0) return '–'
  return <span title={t.curate.people.objectsStandMeans}>{t.curate.people.objectsStand(sayNumber(shapes!.matched), sayNumber(there))}</span>
}

/** Active time a task: the median where the server tells it, else the mean. */
function timeOf(row: Annotator) {
  return row.medianActiveMs ?? row.meanActiveMs
}

const sayPace = (ms: number) => (ms < 10_000 ? sayTenths(ms / 1000) : saySeconds(ms / 1000))

/** The estimate with its interval, drawn from 50 % to 100 %. */
function Accuracy({ row: { accuracy, accuracyInterval, judged, shapes } }: { row: Annotator }) {
  if (judged === 0 && shapes?.matched) return <span className="quiet" title={t.curate.people.drawsOnly}>–</span>
  if (judged === 0) return <span className="quiet small" title={t.curate.people.unjudgedMeans}>{t.curate.people.unjudged}</span>
  if (accuracy === undefined || accuracy === null) return <span className="quiet">–</span>
  const [low, high] = accuracyInterval ?? [accuracy, accuracy]
  const at = (value: number) => Math.max(0, Math.min(1, (value - 0.5) * 2)) * 60
  return (
    <span className="interval" title={t.curate.people.between(sayShare(low), sayShare(high))}>
      <svg width="64" height="12" viewBox="-2 0 64 12" role="img" aria-label={t.curate.people.between(sayShare(low), sayShare(high))}>
        <line x1="0" x2="60" y1="6" y2="6" className="interval-scale" />
        <line x1={at(low)} x2={at(high)} y1="6" y2="6" className="interval-range" />
        <circle cx={at(accuracy)} cy="6" r="3" className="interval-point" />
      </svg>
      <span>{sayShare(accuracy)}</span>
    </span>
  )
}
