import { useEffect, useState, type Ref } from 'react'
import { useServices } from '../app/services'
import { fullUrl } from './pictures'
import { Picture, type Zoom } from './Picture'
import type { Sample } from './task'

interface Props {
  sample: Sample
  media: 'image' | 'text' | 'textPair'
  zoom?: Ref<Zoom>
  onShown?(): void
}

/** What is to be labeled. */
export function SampleView({ sample, media, zoom, onShown }: Props) {
  return media === 'image'
    ? <Picture sample={sample} zoom={zoom} onShown={onShown} />
    : <TextSample key={sample.id} sample={sample} onShown={onShown} />
}

function TextSample({ sample, onShown }: { sample: Sample; onShown?(): void }) {
  const { session } = useServices()
  const [text, setText] = useState(sample.text)
  useEffect(() => {
    if (text !== undefined) return onShown?.()
    let left = false
    void fetch(fullUrl(sample.url), { credentials: 'same-origin' })
      .then((response) => {
        if (response.status === 401) session.ended()
        return response.ok ? response.text() : undefined
      })
      .then((found) => left || setText(found))
      .catch(() => {})
    return () => {
      left = true
    }
  }, [text, sample.id])
  return (
    <div className="stage text-stage">
      <article className="text-sample" aria-label={`Text ${sample.externalId}`}>{text ?? 'Loading…'}</article>
    </div>
  )
}
