import { t } from '../i18n/texts'
import type { LabelObject } from '../labels/labels'
import type { ShapeMark } from './marks'

interface Props {
  marks: readonly ShapeMark[]
  objects: readonly LabelObject[]
  onSelect(object: string): void
  /** Of the annotator: what was seen to. */
  ticked?: ReadonlySet<number>
  onTick?(index: number): void
  /** Of the reviewer, before the verdict. */
  onRemove?(index: number): void
}

/** Remarks on single shapes, numbered as on the picture. */
export function MarkList({ marks, objects, onSelect, ticked, onTick, onRemove }: Props) {
  if (marks.length === 0) return null
  const nameOf = (id: string) => {
    const index = objects.findIndex((one) => one.id === id)
    return index < 0 ? t.work.marks.gone : `${index + 1} ${objects[index]!.class}`
  }
  return (
    <section aria-label={t.work.marks.title}>
      <h2 className="panel-title">{t.work.marks.title} {onTick && <span className="quiet small tabular">{t.work.marks.seenTo(ticked?.size ?? 0, marks.length)}</span>}</h2>
      <ol className="marks">
        {marks.map(({ object, text }, i) => {
          const isThere = objects.some((one) => one.id === object)
          return (
            <li key={i} className={ticked?.has(i) ? 'seen-to' : undefined}>
              {onTick && <input type="checkbox" checked={ticked?.has(i) ?? false} aria-label={t.work.marks.tick(i + 1)} onChange={() => onTick(i)} />}
              <span className="pin" aria-hidden="true">{i + 1}</span>
              <span className="mark-words">
                <button type="button" className="link" disabled={!isThere} onClick={() => onSelect(object)}>{nameOf(object)}</button>
                <span>{text}</span>
              </span>
              {onRemove && <button type="button" className="plain close" aria-label={t.work.marks.remove(i + 1)} onClick={() => onRemove(i)}>×</button>}
            </li>
          )
        })}
      </ol>
      {onTick && <p className="quiet small">{t.work.marks.ticksStay}</p>}
    </section>
  )
}
