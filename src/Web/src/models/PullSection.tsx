import { useState } from 'react'
import { t } from '../i18n/texts'
import { sayMoment, sayNumber } from '../ui/say'
import { Command } from '../versions/VersionDetails'
import type { SealedVersion } from './ExamPicker'

/** What to type to get a version, to train on it, and to bring the model back. */
export function PullSection({ project, versions }: { project: string; versions: SealedVersion[] | undefined }) {
  const say = t.bench.pull
  const [chosen, setChosen] = useState<number>()
  const version = versions?.find((one) => one.version === chosen) ?? versions?.[0]
  if (!version) return null
  return (
    <section className="card" aria-labelledby="pull">
      <div className="row"><h2 id="pull">{say.title}</h2>
        <select className="short" aria-label={t.bench.version} value={version.version} onChange={(event) => setChosen(Number(event.target.value))}>
          {versions!.map((one) => <option key={one.version} value={one.version}>{t.curate.version(one.version)} · {one.name}</option>)}
        </select>
        <span className="quiet small">{say.sealed(sayMoment(version.createdAt), sayNumber(version.samples))}</span>
      </div>
      <Command text={`labelwise pull --project ${project} --version ${version.version} --out data --url ${location.origin}`} />
      <p className="quiet small">{say.card}</p>
      <Command text={`"trainedOn": "${project}/versions/${version.version}/train"`} />
      <p className="quiet small">{say.register}</p>
      <Command text={`curl -H "Authorization: Bearer $LABELWISE_TOKEN" -F model=@model.onnx -F card=@card.json ${location.origin}/api/v1/models`} />
    </section>
  )
}
