import { useEffect, useImperativeHandle, useMemo, useRef, type Ref } from 'react'
import { TextFailed } from '../../tasks/TextFailed'
import { useText } from '../../tasks/useText'
import { t } from '../../i18n/texts'
import type { Sample } from '../../tasks/task'
import type { CanvasHandle } from '../Canvas'
import type { Scene } from '../draw/scene'
import { plain } from '../draw/scene'
import { codePointsOf } from './codePoints'
import { segmentsOf, type Span } from './segments'
import { useCaret } from './useCaret'

interface Props {
  sample: Sample
  canvas?: Ref<CanvasHandle>
  scene: Pick<Scene, 'objects' | 'selected' | 'suggested' | 'looks'>
  /** Absent where nothing may be changed. */
  onSpan?: ((span: readonly [start: number, end: number]) => void) | undefined
  onSelect?: ((ids: readonly string[]) => void) | undefined
  /** The text is on screen, this many code points long. */
  onShown?(length: number): void
}

/** A text with the stretches that were marked in it. Selecting by mouse marks, as Enter or a class's key does what the caret selected; a click on a mark picks it. */
export function TextStage({ sample, canvas, scene, onSpan, onSelect, onShown }: Props) {
  const { text, failed, retry } = useText(sample)
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

  const caret = useCaret({ body, text, onMark: mark })

  function mark(from: number, to: number) {
    onSpan?.([places.pointOf(from), places.pointOf(to)])
    caret.say(t.canvas.marked(text!.slice(from, to)))
    caret.collapse(to)
  }

  function markByMouse() {
    const span = onSpan && caret.picked()
    if (span) mark(...span)
  }

  /** Arrows then move the ends of what was picked, and no caret. */
  function pick(id: string) {
    if (!onSelect) return
    onSelect([id])
    body.current?.blur()
  }

  // A mark cuts the text anew, and the caret stands in pieces that are gone.
  useEffect(() => {
    if (document.activeElement === body.current) caret.again()
  }, [scene.objects.length])

  useImperativeHandle(canvas, () => ({
    zoom() {}, actualSize() {}, zoomTo() {}, paint() {},
    slop: () => 1,
    cursor: () => null,
    takeSpan() {
      const span = onSpan && caret.picked()
      if (!span) return null
      caret.say(t.canvas.marked(text!.slice(...span)))
      caret.collapse(span[1])
      return [places.pointOf(span[0]), places.pointOf(span[1])]
    },
  }))

  return (
    <div className="stage text-stage">
      <article
        ref={body} className={onSpan ? 'text-sample marking' : 'text-sample'} aria-label={t.desk.text(sample.externalId)} onPointerUp={markByMouse}
        {...(onSpan && { role: 'application', tabIndex: 0, onKeyDown: caret.onKeyDown, onFocus: caret.focused, onBlur: caret.left })}
      >
        {failed ? <TextFailed onRetry={retry} /> : text === undefined ? t.desk.loading : segmentsOf(places.length, spans).map(({ start, end, spans: over, begins }) => {
          const piece = text.slice(places.unitOf(start), places.unitOf(end))
          if (over.length === 0) return <span key={start}>{piece}</span>
          const top = over.at(-1)!
          return (
            <mark
              key={start}
              className={[over.some((id) => scene.selected.includes(id)) && 'picked', over.every((id) => scene.suggested.has(id)) && 'suggestion'].filter(Boolean).join(' ') || undefined}
              style={{ '--mark': colourOf(top), boxShadow: over.map((id, i) => `0 ${2 + i * 3}px 0 ${colourOf(id)}`).reverse().join(', ') } as React.CSSProperties}
              data-class={begins.map((id) => byId.get(id)!.class).join(' · ') || undefined}
              onClick={() => (getSelection()?.isCollapsed ?? true) && pick(top)}
            >{piece}</mark>
          )
        })}
      </article>
      {caret.caret && <span className="text-caret" style={caret.caret} aria-hidden="true" />}
      <p className="unseen" role="status" aria-live="assertive">{caret.said}</p>
    </div>
  )
}
