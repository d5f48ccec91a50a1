import { useEffect, useMemo, useRef } from 'react'
import { useText } from '../../tasks/useText'
import { t } from '../../i18n/texts'
import type { Sample } from '../../tasks/task'
import type { Scene } from '../draw/scene'
import { plain } from '../draw/scene'
import { codePointsOf } from './codePoints'
import { segmentsOf, type Span } from './segments'

interface Props {
  sample: Sample
  scene: Pick<Scene, 'objects' | 'selected' | 'suggested' | 'looks'>
  /** Absent where nothing may be changed. */
  onSpan?: ((span: readonly [start: number, end: number]) => void) | undefined
  onSelect?: ((ids: readonly string[]) => void) | undefined
  /** The text is on screen, this many code points long. */
  onShown?(length: number): void
}

/** A text with the stretches that were marked in it. Selecting marks; a click on a mark picks it. */
export function TextStage({ sample, scene, onSpan, onSelect, onShown }: Props) {
  const text = useText(sample)
  const body = useRef<HTMLElement>(null)
  const places = useMemo(() => codePointsOf(text ?? ''), [text])
  useEffect(() => {
    if (text !== undefined) onShown?.(places.length)
  }, [text, sample.id])

  const byId = new Map(scene.objects.map((one) => [one.id, one]))
  const spans = scene.objects.flatMap(({ id, shape }): Span[] => {
    const span = (shape as { span?: [number, number] } | null)?.span
    return span ? [{ id, start: span[0], end: span[1] }] : []
  })
  const colourOf = (id: string | undefined) => scene.looks.colours.get(byId.get(id ?? '')?.class ?? '') ?? plain

  /** In code units of the text; null outside of it. */
  function unitAt(node: Node | null, offset: number): number | null {
    if (!node || !body.current?.contains(node)) return null
    const range = document.createRange()
    range.selectNodeContents(body.current)
    range.setEnd(node, offset)
    return range.toString().length
  }

  function mark() {
    const selection = getSelection()
    if (!onSpan || !selection || selection.isCollapsed) return
    const [a, b] = [unitAt(selection.anchorNode, selection.anchorOffset), unitAt(selection.focusNode, selection.focusOffset)]
    if (a === null || b === null || text === undefined) return
    const [from, to] = trimmed(text, Math.min(a, b), Math.max(a, b))
    if (from < to) onSpan([places.pointOf(from), places.pointOf(to)])
    selection.removeAllRanges()
  }

  return (
    <div className="stage text-stage">
      <article ref={body} className={onSpan ? 'text-sample marking' : 'text-sample'} aria-label={t.desk.text(sample.externalId)} onPointerUp={mark}>
        {text === undefined ? t.desk.loading : segmentsOf(places.length, spans).map(({ start, end, spans: over, begins }) => {
          const piece = text.slice(places.unitOf(start), places.unitOf(end))
          if (over.length === 0) return <span key={start}>{piece}</span>
          const top = over.at(-1)!
          return (
            <mark
              key={start}
              className={[over.some((id) => scene.selected.includes(id)) && 'picked', over.every((id) => scene.suggested.has(id)) && 'suggestion'].filter(Boolean).join(' ') || undefined}
              style={{ '--mark': colourOf(top), boxShadow: over.map((id, i) => `0 ${2 + i * 3}px 0 ${colourOf(id)}`).reverse().join(', ') } as React.CSSProperties}
              data-class={begins.map((id) => byId.get(id)!.class).join(' · ') || undefined}
              onClick={() => (getSelection()?.isCollapsed ?? true) && onSelect?.([top])}
            >{piece}</mark>
          )
        })}
      </article>
    </div>
  )
}

/** Without the space around words that a quick hand takes along. */
function trimmed(text: string, from: number, to: number): [number, number] {
  while (from < to && /\s/.test(text[from]!)) from++
  while (to > from && /\s/.test(text[to - 1]!)) to--
  return [from, to]
}
