import { useQuery } from '@tanstack/react-query'
import { memo } from 'react'
import { readLabels, sayAnswers } from '../labels/labels'
import type { DataSpec } from '../specs/spec'
import type { Sample } from '../tasks/task'
import { sayShare } from '../ui/say'
import { t } from '../i18n/texts'
import type { TaskItem } from './item'
import { Shapes } from './Shapes'

/** A task at a glance: its picture with what is labeled on it, what that says, and where it stands. */
export const Tile = memo(function Tile({ task, spec }: { task: TaskItem | undefined; spec: DataSpec }) {
  if (!task) return <span className="tile-picture waiting" />
  const labels = readLabels(task.label)
  const said = task.label ? sayAnswers(labels, spec.properties.map((rule) => rule.name)) : t.curate.unlabeled
  return (
    <>
      <span className="tile-picture">
        <SamplePicture sample={task.sample} />
        <Shapes labels={labels} spec={spec} width={task.sample.width ?? 0} height={task.sample.height ?? 0} />
      </span>
      <span className="tile-words">
        <span className="tile-name" title={task.externalId}>{task.externalId}</span>
        <span className="tile-said" title={said}>{said}</span>
        <span className="tile-facts">
          {task.note ?? <><span className={`state-dot ${task.state.toLowerCase()}`} />{t.curate.states[task.state]}</>}
          {typeof task.confidence === 'number' && <span className="tabular">{sayShare(task.confidence)}</span>}
          {task.gold && <b title={t.gold.flag}>★</b>}
          {task.turn && <b>{t.curate.turns[task.turn]}</b>}
          {task.tags?.map((tag) => <i key={tag}>{tag}</i>)}
        </span>
      </span>
    </>
  )
})

/** The reduced picture, or the first words of a text. */
export function SamplePicture({ sample, full }: { sample: Sample; full?: boolean }) {
  const url = full ? sample.url : sample.thumbnailUrl
  return url && sample.width ? <img src={url} alt="" decoding="async" draggable={false} /> : <FirstWords url={sample.url} text={sample.text} />
}

function FirstWords({ url, text }: { url: string; text?: string }) {
  const { data } = useQuery({
    queryKey: ['text', url], enabled: text === undefined, staleTime: Infinity,
    queryFn: async () => (await (await fetch(url, { credentials: 'same-origin' })).text()).slice(0, 2_000),
  })
  return <span className="tile-text">{text ?? data ?? ''}</span>
}
