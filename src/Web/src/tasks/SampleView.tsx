import { useEffect, type Ref } from 'react'
import { Canvas, type CanvasHandle } from '../canvas/Canvas'
import { t } from '../i18n/texts'
import type { Sample } from './task'
import { TextFailed } from './TextFailed'
import { useText } from './useText'

interface Props {
  sample: Sample
  media: 'image' | 'text' | 'textPair'
  canvas?: Ref<CanvasHandle>
  onShown?(): void
}

/** What is to be labeled, with nothing on it. */
export function SampleView({ sample, media, canvas, onShown }: Props) {
  return media === 'image'
    ? <Canvas sample={sample} canvas={canvas} onShown={onShown} />
    : <TextSample key={sample.id} sample={sample} onShown={onShown} />
}

function TextSample({ sample, onShown }: { sample: Sample; onShown?(): void }) {
  const { text, failed, retry } = useText(sample)
  useEffect(() => {
    if (text !== undefined) onShown?.()
  }, [text, sample.id])
  return (
    <div className="stage text-stage">
      <article className="text-sample" aria-label={t.desk.text(sample.externalId)}>{failed ? <TextFailed onRetry={retry} /> : (text ?? t.desk.loading)}</article>
    </div>
  )
}
