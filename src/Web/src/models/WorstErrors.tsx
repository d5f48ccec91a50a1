import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read, useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { readLabels, sayAnswers } from '../labels/labels'
import { readSpec, type DataSpec, type VersionedSpec } from '../specs/spec'
import { sayShare } from '../ui/say'
import { Shapes } from '../work/Shapes'
import { TaskDialog } from '../work/TaskDialog'
import '../work/work.css'
import type { EvaluationItem, JudgedError } from './evaluation'

const pageSize = 24

interface Props {
  project: string
  evaluation: EvaluationItem
  filter: { class?: string; said?: string }
  onFilter(filter: { class?: string; said?: string }): void
}

/** The samples on which a candidate is most wrong, with the label and what it says over each other; a click opens the task. */
export function WorstErrors({ project, evaluation, filter, onFilter }: Props) {
  const say = t.bench
  const { api } = useServices()
  const [open, setOpen] = useState<string>()
  const { data: spec } = useGet<VersionedSpec>(`/projects/${project}/spec`)
  const { data: members } = useGet<{ items: { user: string; name?: string }[] }>(open ? `/projects/${project}/members` : null)
  const asked = new URLSearchParams({ limit: String(pageSize), ...(filter.class && { class: filter.class }), ...(filter.said && { said: filter.said }) })
  const pages = useInfiniteQuery({
    queryKey: [`/evaluations/${evaluation.id}/errors?${asked}`], initialPageParam: '', staleTime: Infinity,
    queryFn: ({ pageParam }) => read<{ items: JudgedError[]; next: string | null }>(api, `/evaluations/${evaluation.id}/errors?${asked}${pageParam && `&cursor=${pageParam}`}`),
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const errors = pages.data?.pages.flatMap((page) => page.items) ?? []
  if (!spec) return null
  const rules = readSpec(spec.document)
  const boxes = evaluation.kind === 'detection'
  return (
    <section className="card" aria-labelledby="worst">
      <div className="row"><h2 id="worst">{say.worst}</h2>
        {boxes && <p className="legend"><span className="line full">{say.label}</span><span className="line dashed">{say.modelSays}</span></p>}
        <span className="bar-space" />
        {(filter.class || filter.said) && <button type="button" className="chip" onClick={() => onFilter({})}>{[filter.class && say.labeled(filter.class), filter.said && say.saidTo(filter.said)].filter(Boolean).join(' · ')} ×</button>}
      </div>
      {pages.isSuccess && errors.length === 0 && <p className="quiet">{say.noErrors}</p>}
      <ul className="errors-grid">
        {errors.map((error) => <ErrorTile key={error.externalId} project={project} error={error} spec={rules} boxes={boxes} onOpen={setOpen} />)}
      </ul>
      {pages.hasNextPage && <button type="button" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{say.more}</button>}
      {open && <TaskDialog id={open} spec={rules} nameOf={(user) => members?.items.find((one) => one.user === user)?.name ?? user} onClose={() => setOpen(undefined)} />}
    </section>
  )
}

function ErrorTile({ project, error, spec, boxes, onOpen }: { project: string; error: JudgedError; spec: DataSpec; boxes: boolean; onOpen(task: string): void }) {
  const say = t.bench
  const [truth, said] = [readLabels(error.truth), readLabels(error.said)]
  const words = boxes ? say.boxesSaid(truth.objects.length, said.objects.length)
    : say.saidInstead(said.properties && Object.keys(said.properties).length > 0 ? sayAnswers(said) : say.noAnswer, sayAnswers(truth))
  return (
    <li>
      <button type="button" className="error-tile" disabled={!error.task} onClick={() => error.task && onOpen(error.task)}>
        <span className="tile-picture" style={{ aspectRatio: error.width && error.height ? `${error.width} / ${error.height}` : '1' }}>
          <img src={`/api/v1/projects/${project}/samples/${error.sample}?size=${boxes ? 640 : 160}`} alt="" loading="lazy" decoding="async" />
          <Shapes labels={truth} spec={spec} width={error.width} height={error.height} />
          <Shapes labels={said} spec={spec} width={error.width} height={error.height} line="dashed" />
        </span>
        <span className="error-words"><span>{words}</span>{error.confidence !== undefined && <b className="tabular">{sayShare(error.confidence)}</b>}</span>
        <span className="quiet small error-name">{error.externalId}</span>
      </button>
    </li>
  )
}
