import { useDocument } from '../api/useDocument'
import { AnswerPanel } from '../labels/AnswerPanel'
import { answer } from '../labels/asked'
import { nothingSaid } from '../labels/labels'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import { useState } from 'react'
import { JsonEditor } from './JsonEditor'
import { canDraw, readSpec, wantsDrawing, type VersionedSpec } from './spec'

export function SpecSection({ project }: { project: string }) {
  const { data, problem, save } = useDocument<VersionedSpec>(project, 'spec')
  if (!data) return <ProblemNote problem={problem} />
  return (
    <section aria-labelledby="spec">
      <div className="page-head"><h1 id="spec">Data spec</h1><span className="quiet">version {data.version}</span></div>
      <p className="quiet">Classes, properties and their conditions. Ids are given by the server and stay; names may change without losing labels.</p>
      <div className="split">
        <JsonEditor label="Data spec as JSON" document={data.document} onSave={async (document) => {
          const wrong = await save(document)
          if (!wrong) toast('The spec is saved.')
          return wrong
        }} />
        <Preview spec={data} />
      </div>
    </section>
  )
}

/** The saved spec as an annotator meets it; it can be tried out. */
function Preview({ spec: { document } }: { spec: VersionedSpec }) {
  const [labels, setLabels] = useState(nothingSaid)
  const spec = readSpec(document)
  return (
    <aside className="card preview" aria-label="Preview">
      <h2>As annotators see it</h2>
      {wantsDrawing(spec) && (
        <p className="quiet">Drawn: {spec.classes.map((one) => `${one.name} (${one.shape})`).join(', ')}.{!canDraw(spec) && ' Only boxes and polygons can be drawn so far.'}</p>
      )}
      <AnswerPanel spec={spec} labels={labels} active={spec.properties[0]?.name} onAnswer={(rule, value) => setLabels(answer(spec, labels, rule.name, value))} />
    </aside>
  )
}
