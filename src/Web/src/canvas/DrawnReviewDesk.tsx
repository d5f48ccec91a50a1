import { useEffect, useMemo, useRef, useState } from 'react'
import { useCommands } from '../commands/useCommands'
import { useDesk } from '../desk/Desk'
import { wrongs } from '../labels/asked'
import { nothingSaid, readLabels, type LabelDocument } from '../labels/labels'
import { MarkDialog } from '../reviews/MarkDialog'
import { MarkList } from '../reviews/MarkList'
import { numbersOf, pinsOf, placeIn, type ShapeMark } from '../reviews/marks'
import { Opinions } from '../reviews/Opinions'
import { ReviewDesk } from '../reviews/ReviewDesk'
import { useReviewing } from '../reviews/useReviewing'
import { t } from '../i18n/texts'
import type { DataSpec } from '../specs/spec'
import type { CanvasHandle } from './Canvas'
import { verdictCommands, type VerdictContext } from './commands'
import { SearchClasses } from './DrawDesk'
import { labelsOf } from './drawing'
import { LookOfPicture } from './LookOfPicture'
import { ClassList, ObjectList, ObjectQuestions, SampleQuestions } from './panels'
import { shapeContext } from './shapeContext'
import { useCanvasSettings } from './settings'
import { Stage } from './Stage'
import { useDrawing } from './useDrawing'

const none: ReadonlySet<string> = new Set()

/** What was drawn, to accept, mend in place, or reject. */
export function DrawnReviewDesk({ project, spec }: { project: string; spec: DataSpec }) {
  const { state, happened, give, byKey, shown, ask } = useReviewing(project)
  const settings = useCanvasSettings()
  const canvas = useRef<CanvasHandle>(null)
  const desk = useDesk()
  const task = state.tasks[0]
  const candidate = useMemo(() => (task?.candidate ? readLabels(task.candidate) : undefined), [task])
  const correct = (to: LabelDocument) => happened(JSON.stringify(to) === JSON.stringify(candidate) ? { type: 'reverted' } : { type: 'corrected', labels: to })
  // Pins are drawn with the picture, which React does not see.
  useEffect(() => canvas.current?.paint(), [state.marks])
  const it = useDrawing({ spec, canvas, task, labels: state.correction ?? candidate ?? nothingSaid, lookingBack: false, brushPx: settings.brushPx, changed: correct })
  const [marking, setMarking] = useState<Omit<ShapeMark, 'text'>>()
  const sampleWrongs = wrongs(spec, labelsOf(it.drawing))
  const isWhole = it.wrongs().length === 0 && Object.keys(sampleWrongs).length === 0

  const accept = () => give({ verdict: 'accept' })
  const saveCorrection = () => state.correction && isWhole && give({ verdict: 'correct', labels: state.correction })

  const context: VerdictContext = {
    ...shapeContext(it, spec, canvas, settings), ...desk.commands, asks: false, pins: !!task,
    pin() {
      const object = it.object(it.drawing.selected.at(-1))
      const at = placeIn(object, canvas.current?.cursor() ?? null)
      if (object) setMarking({ object: object.id, ...(at && { at }) })
    },
    draws: !!task, covered: desk.covered || !!marking, mayAccept: !!candidate && !state.correction && state.marks.length === 0, cancel: it.cancel,
    accept: () => byKey(accept),
    confirm() {
      if (it.busy()) it.give({ type: 'confirm' })
      else if (state.correction) byKey(saveCorrection)
    },
    reject: () => desk.open('reject'), compare: () => desk.open('compare'), search: () => desk.open('search'),
  }
  const commands = useMemo(() => verdictCommands(spec), [spec])
  useCommands(commands, context)

  return (
    <ReviewDesk
      project={project} spec={spec} desk={desk} state={state} hasCandidate={!!candidate} isWhole={isWhole} commands={commands} context={context}
      onAccept={accept} onCorrect={() => (it.busy() ? it.give({ type: 'confirm' }) : saveCorrection())} give={give} ask={ask}
      about={task && <ObjectQuestions spec={spec} drawing={it.drawing} tried={!!state.correction} onAct={it.act} />}
      stage={task && <Stage it={it} task={task} spec={spec} canvas={canvas} settings={settings} onShown={shown} pins={() => pinsOf(state.marks, it.drawing.objects)} />}
      dialogs={
        <>
          {desk.overlay === 'search' && <SearchClasses spec={spec} onPick={(index) => { desk.close(); it.pickClass(index) }} onClose={desk.close} />}
          {marking && (
            <MarkDialog
              name={it.object(marking.object)?.class ?? ''} onClose={() => setMarking(undefined)}
              onMark={(text) => { happened({ type: 'marked', mark: { ...marking, text } }); setMarking(undefined) }}
            />
          )}
        </>
      }
    >
      {task && (
        <>
          <Opinions task={task} order={spec.properties.map((rule) => rule.name)} onCompare={context.compare} />
          <MarkList marks={state.marks} objects={it.drawing.objects} onSelect={(id) => it.select([id])} onRemove={(index) => happened({ type: 'unmarked', index })} />
          {it.drawing.selected.length > 0 && <div className="row"><button type="button" onClick={context.pin}>{t.work.marks.add} <kbd>P</kbd></button></div>}
          <ObjectList spec={spec} drawing={it.drawing} marks={numbersOf(state.marks)} suggested={none} wrong={state.correction ? it.wrongs() : []} onSelect={(id) => it.select([id])} onAct={it.act} />
          <SampleQuestions spec={spec} drawing={it.drawing} wrongs={state.correction ? sampleWrongs : {}} onAct={it.act} />
          <ClassList spec={spec} active={it.className} tool={it.tool.name} onPick={it.pickClass} context={context} />
          {spec.media === 'image' && <LookOfPicture context={context} settings={settings} />}
        </>
      )}
    </ReviewDesk>
  )
}
