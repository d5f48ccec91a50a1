import type { LabelObject } from '../labels/labels'
import type { DataSpec } from '../specs/spec'
import type { Pin, Scene } from './draw/scene'
import type { Drawing } from './drawing'
import { looksOf, ruleOf } from './rules'
import type { CanvasSettings } from './settings'
import { untouched } from './suggestions'
import { dragged } from './tools/select'
import { radiusPx, type DrawingWork, type Subject } from './useDrawing'

/** What is to be seen of a drawing, the same for as long as it is the same: a frame asks for it anew. */
const seen = new WeakMap<readonly LabelObject[], { hidden: Drawing['hidden']; accepted: Drawing['accepted']; objects: readonly LabelObject[]; suggested: ReadonlySet<string> }>()

function seenOf(drawing: Drawing, { prelabel }: Subject) {
  const known = seen.get(drawing.objects)
  if (known && known.hidden === drawing.hidden && known.accepted === drawing.accepted) return known
  const objects = drawing.hidden.size > 0 ? drawing.objects.filter((one) => !drawing.hidden.has(one.id)) : drawing.objects
  const now = { hidden: drawing.hidden, accepted: drawing.accepted, objects, suggested: untouched(drawing, prelabel) }
  seen.set(drawing.objects, now)
  return now
}

export function sceneOf(it: DrawingWork, spec: DataSpec, task: Subject, settings: CanvasSettings, canvas: Parameters<typeof radiusPx>[0]['canvas'], pins: readonly Pin[] = []): Scene {
  const { objects, suggested } = seenOf(it.drawing, task)
  const looks = looksOf(spec)
  const { tool, picture } = it
  return {
    objects, suggested, looks, tool, selected: it.drawing.selected,
    colour: looks.colours.get(it.className ?? '') ?? '', pointNames: ruleOf(spec, it.className)?.pointNames ?? [],
    dragged: tool.name === 'select' && picture ? dragged(tool, { objects, picture }) : new Map(),
    radiusPx: radiusPx({ brushPx: settings.brushPx, canvas }), crosshair: settings.crosshair, magnifier: settings.magnifier, pins,
  }
}
