import { clashes, type Command } from '../commands/command'
import { choiceKeys } from '../labels/choices'
import type { DataSpec } from '../specs/spec'

/** What the drawing page lets a command see and do. */
export interface DrawContext {
  answering: boolean
  lookingBack: boolean
  hasDone: boolean
  /** A dialog covers the page. */
  covered: boolean
  classes: number
  hasSelected: boolean
  confirm(): void
  submit(): void
  skip(): void
  cancel(): void
  remove(): void
  undo(): void
  redo(): void
  select(): void
  selectNext(by: 1 | -1): void
  pickClass(index: number): void
  duplicate(): void
  nudge(dx: number, dy: number): void
  zoom(by: 1 | -1 | 0): void
  back(): void
  forward(): void
  toggleGuideline(): void
  help(): void
}

type DrawCommand = Command<DrawContext>

const [answering, drawing, moving, looking, page] = ['Answer', 'Draw', 'Move', 'Picture', 'Page']
const open = (it: DrawContext) => !it.covered
const free = (it: DrawContext) => it.answering && open(it)
const chosen = (it: DrawContext) => free(it) && it.hasSelected
/** The browser does these itself; the page hears of them as copying and pasting. */
const never = () => false

const nudges: readonly DrawCommand[] = [['ArrowLeft', -1, 0], ['ArrowRight', 1, 0], ['ArrowUp', 0, -1], ['ArrowDown', 0, 1]].flatMap(([key, dx, dy]) =>
  [[`${key}`, 1], [`Shift+${key}`, 10]].map(([name, px]): DrawCommand => ({
    id: `nudge${name}`, repeats: true, title: `Move by ${px === 1 ? 'a pixel' : `${px} pixels`}`, keys: [String(name)], group: drawing, when: chosen,
    run: (it) => it.nudge(Number(dx) * Number(px), Number(dy) * Number(px)),
  })))

const fixed: readonly DrawCommand[] = [
  { id: 'confirm', title: 'Close the polygon; otherwise submit and go on', keys: ['Enter'], group: answering, when: free, run: (it) => it.confirm() },
  { id: 'submit', title: 'Submit and go on', keys: ['Ctrl+Enter'], group: answering, when: free, run: (it) => it.submit() },
  { id: 'skip', title: 'Skip with a reason', keys: ['X'], group: answering, when: free, run: (it) => it.skip() },
  { id: 'select', title: 'Pick and move shapes', keys: ['V'], group: drawing, when: free, run: (it) => it.select() },
  { id: 'cancel', title: 'Leave off, or pick nothing', keys: ['Escape'], group: drawing, when: open, run: (it) => it.cancel() },
  { id: 'remove', title: 'Delete a shape or a vertex; take back the last vertex', keys: ['Delete', 'Backspace'], group: drawing, when: free, run: (it) => it.remove() },
  { id: 'undo', repeats: true, title: 'Undo', keys: ['Ctrl+Z'], group: drawing, when: free, run: (it) => it.undo() },
  { id: 'redo', repeats: true, title: 'Do again', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], group: drawing, when: free, run: (it) => it.redo() },
  { id: 'duplicate', title: 'Duplicate', keys: ['Ctrl+D'], group: drawing, when: chosen, run: (it) => it.duplicate() },
  { id: 'copy', title: 'Copy', keys: ['Ctrl+C'], group: drawing, when: never, run: () => {} },
  { id: 'paste', title: 'Paste, here or in another task', keys: ['Ctrl+V'], group: drawing, when: never, run: () => {} },
  { id: 'nextShape', repeats: true, title: 'Pick the next shape', keys: ['N'], group: drawing, when: free, run: (it) => it.selectNext(1) },
  { id: 'previousShape', repeats: true, title: 'Pick the shape before', keys: ['Shift+N'], group: drawing, when: free, run: (it) => it.selectNext(-1) },
  ...nudges,
  { id: 'back', repeats: true, title: 'Back to what you did', keys: ['D'], group: moving, when: (it) => open(it) && it.hasDone, run: (it) => it.back() },
  { id: 'forward', repeats: true, title: 'Forward again', keys: ['F'], group: moving, when: (it) => open(it) && it.lookingBack, run: (it) => it.forward() },
  { id: 'zoomIn', repeats: true, title: 'Zoom in (or the wheel)', keys: ['+', '='], group: looking, when: open, run: (it) => it.zoom(1) },
  { id: 'zoomOut', repeats: true, title: 'Zoom out', keys: ['-'], group: looking, when: open, run: (it) => it.zoom(-1) },
  { id: 'fit', title: 'Fit the picture', keys: ['Ctrl+0', 'Z'], group: looking, when: open, run: (it) => it.zoom(0) },
  { id: 'guideline', title: 'Guideline', keys: ['G'], group: page, when: open, run: (it) => it.toggleGuideline() },
  { id: 'help', title: 'This list', keys: ['?', 'F1'], group: page, when: open, run: (it) => it.help() },
]

/** Keys that a class may not take for itself. */
export const takenKeys: ReadonlySet<string> = new Set([...fixed.flatMap((command) => command.keys), ...choiceKeys])

export function drawCommands(spec: DataSpec): readonly DrawCommand[] {
  const byNumber = spec.classes.slice(0, choiceKeys.length).map(({ name }, index): DrawCommand => ({
    id: `class${index}`, title: `Class ${name}`, keys: [choiceKeys[index]!], group: 'Classes', when: free, run: (it) => it.pickClass(index),
  }))
  const byKey = spec.classes.flatMap(({ name, key }, index): DrawCommand[] => {
    const own = key?.toUpperCase()
    return own && !takenKeys.has(own) ? [{ id: `classKey${index}`, title: `Class ${name}`, keys: [own], group: 'Classes', when: free, run: (it) => it.pickClass(index) }] : []
  })
  return [...fixed, ...byNumber, ...byKey]
}

/** Copying and pasting are the browser's keys, and stay so. */
export const drawClashes = (spec: DataSpec) => clashes(drawCommands(spec).filter((command) => command.when !== never))
