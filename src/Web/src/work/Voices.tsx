import { useEffect, useState } from 'react'
import { readLabels, sayAnswers, type LabelDocument } from '../labels/labels'
import type { ReviewTask } from '../reviews/review'
import type { DataSpec } from '../specs/spec'
import { t } from '../i18n/texts'
import type { Sample } from '../tasks/task'
import { saySeconds, sayShare } from '../ui/say'
import type { WholeTask } from './item'
import { Keys } from '../commands/KeyList'
import { Shapes } from './Shapes'
import { SamplePicture } from './Tile'

/** Somebody's word on a task. */
export interface Voice {
  key: string
  who: string
  note: string
  labels: LabelDocument
}

/** Everybody's word on a task: the decision, each person, the model. */
export function voicesOf(task: Pick<WholeTask, 'annotations' | 'prediction' | 'decision'>): Voice[] {
  const say = t.curate.voices
  const voices: Voice[] = []
  if (task.decision?.labels) voices.push({ key: 'decision', who: say.decided, note: `${say.by[task.decision.by.kind as 'people'] ?? task.decision.by.kind} · ${sayShare(task.decision.confidence)}`, labels: readLabels(task.decision.labels) })
  for (const one of task.annotations) voices.push({ key: one.id, who: one.name, note: one.counts ? saySeconds(one.activeMs / 1000) : say.rejected, labels: readLabels(one.labels) })
  if (task.prediction?.labels) voices.push({ key: 'model', who: say.model, note: sayShare(task.prediction.confidence), labels: readLabels(task.prediction.labels) })
  return voices
}

const blinkMs = 600

/** Labels of one sample beside each other, or taking turns over its picture: what differs jumps. */
export function Voices({ sample, voices, spec }: { sample: Sample; voices: readonly Voice[]; spec: DataSpec }) {
  const [blinking, setBlinking] = useState(false)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    if (!blinking) return
    const timer = setInterval(() => setTurn((now) => now + 1), blinkMs)
    return () => clearInterval(timer)
  }, [blinking])
  const drawn = voices.filter((voice) => voice.labels.objects.length > 0)
  const one = blinking || voices.length < 2
  const order = spec.properties.map((rule) => rule.name)
  const shown = blinking ? [drawn[turn % drawn.length]!] : voices.length > 0 ? voices : [{ key: 'none', who: t.curate.unlabeled, note: '', labels: readLabels(null) }]
  return (
    <section aria-label={t.curate.voices.title}>
      {drawn.length > 1 && <label className="check"><input type="checkbox" checked={blinking} onChange={(event) => setBlinking(event.target.checked)} />{t.curate.voices.blink} <Keys of="Space" /></label>}
      <div className={one ? 'voices one' : 'voices'}>
        {shown.map((voice) => (
          <figure key={blinking ? 'blink' : voice.key}>
            <span className="tile-picture"><SamplePicture sample={sample} full={one} /><Shapes labels={voice.labels} spec={spec} width={sample.width ?? 0} height={sample.height ?? 0} /></span>
            <figcaption><b>{voice.who}</b> <span className="quiet">{voice.note}</span><br />{sayAnswers(voice.labels, order)}</figcaption>
          </figure>
        ))}
      </div>
    </section>
  )
}

/** The same of a task under review, the label that an acceptance would stand for first. */
export function voicesInReview(task: ReviewTask): Voice[] {
  const say = t.curate.voices
  const voices: Voice[] = []
  if (task.candidate) voices.push({ key: 'candidate', who: t.desk.candidate, note: typeof task.confidence === 'number' ? sayShare(task.confidence) : '', labels: readLabels(task.candidate) })
  for (const one of task.annotations) voices.push({ key: one.id, who: one.name ?? one.annotator, note: '', labels: readLabels(one.labels) })
  if (task.prediction?.labels) voices.push({ key: 'model', who: say.model, note: typeof task.prediction.confidence === 'number' ? sayShare(task.prediction.confidence) : '', labels: readLabels(task.prediction.labels) })
  return voices
}
