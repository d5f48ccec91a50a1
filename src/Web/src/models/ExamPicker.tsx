import { Link } from 'react-router'
import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { sayNumber } from '../ui/say'
import type { EvaluationItem, Exam } from './evaluation'

export interface SealedVersion {
  version: number
  name: string
  createdAt: string
  samples: number
  root: string
}

/** Where somebody measured last, else all of the newest version. */
export function examOf(versions: SealedVersion[] | undefined, evaluations: EvaluationItem[] | undefined): Exam | undefined {
  if (!versions || !evaluations) return undefined
  const last = evaluations[0]
  return last ? { version: last.version, split: last.split ?? '' } : versions[0] && { version: versions[0].version, split: '' }
}

/** The samples that candidates are measured on. */
export function ExamPicker({ versions, project, exam, onChange }: { versions: SealedVersion[] | undefined; project: string; exam: Exam | undefined; onChange(exam: Exam): void }) {
  const say = t.bench
  const { data } = useGet<{ statistics: { splits: Record<string, number> } }>(exam ? `/projects/${project}/versions/${exam.version}` : null)
  if (!versions || !exam) return versions?.length === 0 ? <span className="quiet">{say.noVersions} <Link to={`/projects/${project}/setup/versions`}>{say.sealOne}</Link></span> : null
  const splits = Object.entries(data?.statistics.splits ?? {}).filter(([name]) => name !== '')
  return (
    <>
      <label className="row small"><span>{say.measuredOn}</span>
        <select value={exam.version} onChange={(event) => onChange({ version: Number(event.target.value), split: '' })}>
          {versions.map((one) => <option key={one.version} value={one.version}>{t.curate.version(one.version)} · {one.name} ({sayNumber(one.samples)})</option>)}
        </select>
      </label>
      <label className="row small"><span>{say.split}</span>
        <select className="short" value={exam.split} onChange={(event) => onChange({ ...exam, split: event.target.value })}>
          <option value="">{say.wholeVersion}</option>
          {splits.map(([name, count]) => <option key={name} value={name}>{name} ({sayNumber(count)})</option>)}
          {exam.split && !splits.some(([name]) => name === exam.split) && <option value={exam.split}>{exam.split}</option>}
        </select>
      </label>
    </>
  )
}
