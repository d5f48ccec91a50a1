import type { RefObject } from 'react'
import type { DataSpec } from '../specs/spec'
import type { Sample } from '../tasks/task'
import type { Size } from '../tasks/view'
import { Canvas, type CanvasHandle } from './Canvas'
import type { Pin } from './draw/scene'
import { ruleOf } from './rules'
import { sceneOf } from './sceneOf'
import { filterOf, type CanvasSettings } from './settings'
import { TextStage } from './text/TextStage'
import type { DrawingWork, Subject } from './useDrawing'

interface Props {
  it: DrawingWork
  task: Subject & { sample: Sample }
  spec: DataSpec
  canvas: RefObject<CanvasHandle | null>
  settings: CanvasSettings
  /** Nothing may be changed. */
  fixed?: boolean
  /** It is on screen. */
  onShown?(task: string): void
  /** Remarks of a reviewer. */
  pins?(): readonly Pin[]
}

/** The sample of a task with what was marked on it: shapes on a picture, stretches of a text. */
export function Stage({ it, task, spec, canvas, settings, fixed, onShown, pins }: Props) {
  const scene = () => sceneOf(it, spec, task, settings, canvas, pins?.())
  const shown = (size: Size) => {
    it.shown(size)
    onShown?.(task.id)
  }
  if (spec.media === 'image')
    return <Canvas key={task.id} canvas={canvas} sample={task.sample} scene={scene} onInput={fixed ? undefined : it.give} onShown={shown} filter={filterOf(settings)} keepsView={settings.keepView} cursorAt={it.cursorAt} />
  const marks = ruleOf(spec, it.className)?.shape === 'span'
  return (
    <TextStage
      key={task.id} sample={task.sample} canvas={canvas} scene={scene()} onShown={(length) => shown({ width: length, height: 0 })}
      onSpan={fixed || !marks ? undefined : it.addSpan} onSelect={fixed ? undefined : it.select}
    />
  )
}
