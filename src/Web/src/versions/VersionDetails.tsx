import { Fragment, useState } from 'react'
import { readLabels, sayAnswers, type LabelDocument } from '../labels/labels'
import { readSpec, type DataSpec, type VersionedSpec } from '../specs/spec'
import type { Sample } from '../tasks/task'
import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { copy } from '../ui/copy'
import { ReportLinks } from '../quality/ReportLinks'
import { ProblemNote } from '../ui/ProblemNote'
import { sayNumber, sayShare } from '../ui/say'
import { Shapes } from '../work/Shapes'
import { SamplePicture } from '../work/Tile'
import '../work/work.css'

interface Details {
  version: number
  samples: number
  specVersion: number
  guidelineVersion: number
  statistics: { classes: Record<string, number>; splits: Record<string, number>; decidedBy: Record<string, number>; confidence: number; interval?: [number, number] | null }
  licences: { samples: Record<string, number>; findings: LicenceFinding[] }
}

interface LicenceFinding {
  code: string
  message: string
  gravity: 'notice' | 'conflict'
  licences: string[]
  samples: number
}

interface Diff {
  added: number
  removed: number
  changed: number
  /** Those of the changed that have another label; the others are in another split or group. */
  relabeled: number
  entries: DiffEntry[]
}

/** What can be drawn of the first entries alone. */
interface DiffEntry {
  change: 'added' | 'removed' | 'changed'
  sample: string
  /** Hashes of the labels. */
  from?: string
  to?: string
  drawn?: Sample
  fromLabels?: LabelDocument
  toLabels?: LabelDocument
}

/** What is in a version, how it differs from another one, and how to pull it. */
export function VersionDetails({ project, version, others }: { project: string; version: number; others: readonly number[] }) {
  const say = t.curate.versions
  const path = `/projects/${project}/versions/${version}`
  const { data, problem } = useGet<Details>(path)
  const [from, setFrom] = useState<number | undefined>(others.filter((one) => one < version).at(0))
  const { data: spec } = useGet<VersionedSpec>(`/projects/${project}/spec`)
  const { data: diff } = useGet<Diff>(from ? `${path}/diff?from=${from}` : null)
  const drawn = diff?.entries.filter((entry) => entry.drawn) ?? []
  if (!data) return <ProblemNote problem={problem} />
  return (
    <div className="stack version-details">
      <div className="columns even">
        <section className="card" aria-label={say.content}>
          <div className="row"><h2>{say.content}</h2><span className="bar-space" /><ReportLinks of={path} /></div>
          <dl className="facts">
            <div><dt>{say.confidence}</dt><dd>{sayShare(data.statistics.confidence)}{data.statistics.interval && <small className="quiet"> {t.curate.people.between(sayShare(data.statistics.interval[0]), sayShare(data.statistics.interval[1]))}</small>}</dd></div>
            <div><dt>{say.spec}</dt><dd>{t.curate.version(data.specVersion)}</dd></div>
            <div><dt>{say.guideline}</dt><dd>{t.curate.version(data.guidelineVersion)}</dd></div>
          </dl>
          <Shares title={say.classes} of={data.statistics.classes} />
          <Shares title={say.splits} of={data.statistics.splits} none={say.notSplit} />
          <Shares title={say.decidedBy} of={Object.fromEntries(Object.entries(data.statistics.decidedBy).map(([kind, count]) => [t.curate.numbers[kind as 'people'] ?? kind, count]))} />
          <Shares title={say.licences} of={data.licences.samples} none={say.noLicence} />
          {data.licences.findings.map((finding) => (
            <p key={`${finding.code} ${finding.message}`} className={finding.gravity === 'conflict' ? 'note warn' : 'note'}>
              {t.refusals.licences[finding.code] ?? finding.message} <span className="quiet">{say.licenceOf(finding.licences.map((licence) => licence || say.noLicence).join(', '), sayNumber(finding.samples))}</span>
            </p>
          ))}
        </section>
        <section className="card" aria-label={say.pull}>
          <h2>{say.pull}</h2>
          <Command text={`labelwise pull --project ${project} --version ${version} --out data --url ${location.origin}`} />
          <Command text={`curl -H "Authorization: Bearer $LABELWISE_TOKEN" -o v${version}.jsonl "${location.origin}/api/v1${path}/export?format=jsonl"`} />
          <p className="quiet small">{say.token}</p>
        </section>
      </div>
      {others.length > 1 && (
        <section className="card" aria-label={say.compare}>
          <div className="row"><h2>{say.compare}</h2>
            <select className="short" aria-label={say.compareWith} value={from ?? ''} onChange={(event) => setFrom(Number(event.target.value) || undefined)}>
              <option value="">–</option>
              {others.filter((one) => one !== version).map((one) => <option key={one} value={one}>{t.curate.version(one)}</option>)}
            </select>
            {diff && <span className="tabular">{say.differs(sayNumber(diff.added), sayNumber(diff.removed), sayNumber(diff.relabeled))}{diff.changed > diff.relabeled && `, ${say.moved(sayNumber(diff.changed - diff.relabeled))}`}</span>}
          </div>
          <ul className="diff-pictures">
            {spec && drawn.map((entry) => <li key={`${entry.change} ${entry.sample}`} className={entry.change}><Change entry={entry} spec={readSpec(spec.document)} /></li>)}
          </ul>
          {diff && drawn.length < diff.added + diff.removed + diff.changed && <p className="quiet small">{say.firstDrawn(sayNumber(drawn.length))}</p>}
        </section>
      )}
    </div>
  )
}

/** A sample with what was labeled on it dashed and what is in full, and both in words. */
function Change({ entry, spec }: { entry: DiffEntry; spec: DataSpec }) {
  const say = t.curate.versions
  const sample = entry.drawn!
  const [was, now] = [readLabels(entry.fromLabels), readLabels(entry.toLabels)]
  const words = (labels: LabelDocument) => sayAnswers(labels, spec.properties.map((rule) => rule.name))
  const said = entry.change === 'added' ? words(now) : entry.change === 'removed' ? words(was)
    : entry.from === entry.to ? say.elsewhere : words(was) === words(now) ? say.redrawn(words(now)) : `${words(was)} → ${words(now)}`
  return (
    <>
      <span className="tile-picture">
        <SamplePicture sample={sample} />
        <Shapes labels={was} spec={spec} width={sample.width ?? 0} height={sample.height ?? 0} line={entry.change === 'changed' ? 'dashed' : 'full'} />
        {entry.from !== entry.to && <Shapes labels={now} spec={spec} width={sample.width ?? 0} height={sample.height ?? 0} />}
      </span>
      <span className="tile-words">
        <span className="diff-change">{say.changes[entry.change]}</span>
        <span className="diff-said" title={said}>{said}</span>
        <span className="tile-name" title={sample.externalId}>{sample.externalId}</span>
      </span>
    </>
  )
}

/** @param none What the empty name means. */
function Shares({ title, of, none }: { title: string; of: Record<string, number>; none?: string }) {
  const entries = Object.entries(of)
  const sum = Math.max(1, entries.reduce((all, [, count]) => all + count, 0))
  if (entries.length === 0) return null
  if (entries.length === 1 && entries[0]![0] === '') return <><h3 className="shares-title">{title}</h3><p className="quiet">{none}</p></>
  return (
    <>
      <h3 className="shares-title">{title}</h3>
      <ul className="class-counts">{entries.map(([name, count]) => <li key={name}><span className="class-name" title={name || none}>{name || none || '–'}</span><span className="class-bar"><span style={{ width: `${(100 * count) / sum}%` }} /></span><span className="number">{sayNumber(count)}</span></li>)}</ul>
    </>
  )
}

/** A command to take along by a click. */
export function Command({ text }: { text: string }) {
  return <div className="command"><code>{text.split(' ').map((word, i) => <Fragment key={i}>{i > 0 && ' '}<span>{word}</span></Fragment>)}</code><button className="plain" onClick={() => copy(text, t.curate.copied)}>{t.curate.copy}</button></div>
}
