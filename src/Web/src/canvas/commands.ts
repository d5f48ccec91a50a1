import { clashes, type Command } from '../commands/command'
import { choiceKeys } from '../labels/choices'
import type { DataSpec } from '../specs/spec'

/** What a page with a canvas lets a command see and do. */
export interface ShapeContext {
  /** There is something to draw on, and it may be changed. */
  draws: boolean
  /** A dialog covers the page. */
  covered: boolean
  hasSelected: boolean
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
  toggleGuideline(): void
  help(): void
}

/** What the labeling page adds to that. */
export interface DrawContext extends ShapeContext {
  lookingBack: boolean
  hasDone: boolean
  confirm(): void
  submit(): void
  skip(): void
  back(): void
  forward(): void
}

/** What the review page adds. */
export interface VerdictContext extends ShapeContext {
  mayAccept: boolean
  accept(): void
  confirm(): void
  reject(): void
}

const [answering, drawing, moving, looking, page] = ['Answer', 'Draw', 'Move', 'Picture', 'Page']
const open = (it: ShapeContext) => !it.covered
const free = (it: ShapeContext) => it.draws && open(it)
const chosen = (it: ShapeContext) => free(it) && it.hasSelected
/** The browser does these itself; the page hears of them as copying and pasting. */
const never = () => false

const nudges: readonly Command<ShapeContext>[] = [['ArrowLeft', -1, 0], ['ArrowRight', 1, 0], ['ArrowUp', 0, -1], ['ArrowDown', 0, 1]].flatMap(([key, dx, dy]) =>
  [[`${key}`, 1], [`Shift+${key}`, 10]].map(([name, px]): Command<ShapeContext> => ({
    id: `nudge${name}`, repeats: true, title: `Move by ${px === 1 ? 'a pixel' : `${px} pixels`}`, keys: [String(name)], group: drawing, when: chosen,
    run: (it) => it.nudge(Number(dx) * Number(px), Number(dy) * Number(px)),
  })))

const labeling: readonly Command<DrawContext>[] = [
  { id: 'confirm', title: 'Close the polygon; otherwise submit and go on', keys: ['Enter'], group: answering, when: free, run: (it) => it.confirm() },
  { id: 'submit', title: 'Submit and go on', keys: ['Ctrl+Enter'], group: answering, when: free, run: (it) => it.submit() },
  { id: 'skip', title: 'Skip with a reason', keys: ['X'], group: answering, when: free, run: (it) => it.skip() },
  { id: 'back', repeats: true, title: 'Back to what you did', keys: ['D'], group: moving, when: (it) => open(it) && it.hasDone, run: (it) => it.back() },
  { id: 'forward', repeats: true, title: 'Forward again', keys: ['F'], group: moving, when: (it) => open(it) && it.lookingBack, run: (it) => it.forward() },
]

const reviewing: readonly Command<VerdictContext>[] = [
  { id: 'accept', title: 'Accept as it is', keys: ['A'], group: 'Verdict', when: (it) => free(it) && it.mayAccept, run: (it) => it.accept() },
  { id: 'correct', title: 'Close the polygon; otherwise save the correction', keys: ['Enter', 'Ctrl+Enter'], group: 'Verdict', when: free, run: (it) => it.confirm() },
  { id: 'reject', title: 'Reject with a comment', keys: ['R'], group: 'Verdict', when: free, run: (it) => it.reject() },
]

const shared: readonly Command<ShapeContext>[] = [
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
  { id: 'zoomIn', repeats: true, title: 'Zoom in (or the wheel)', keys: ['+', '='], group: looking, when: open, run: (it) => it.zoom(1) },
  { id: 'zoomOut', repeats: true, title: 'Zoom out', keys: ['-'], group: looking, when: open, run: (it) => it.zoom(-1) },
  { id: 'fit', title: 'Fit the picture', keys: ['Ctrl+0', 'Z'], group: looking, when: open, run: (it) => it.zoom(0) },
  { id: 'guideline', title: 'Guideline', keys: ['G'], group: page, when: open, run: (it) => it.toggleGuideline() },
  { id: 'help', title: 'This list', keys: ['?', 'F1'], group: page, when: open, run: (it) => it.help() },
]

/** Keys that a class may not take for itself. */
export const takenKeys: ReadonlySet<string> = new Set([...[...labeling, ...reviewing, ...shared].flatMap((command) => command.keys), ...choiceKeys])

export const drawCommands = (spec: DataSpec): readonly Command<DrawContext>[] => [...labeling, ...shared, ...classCommands(spec)]

export const verdictCommands = (spec: DataSpec): readonly Command<VerdictContext>[] => [...reviewing, ...shared, ...classCommands(spec)]

function classCommands(spec: DataSpec): readonly Command<ShapeContext>[] {
  const group = 'Classes'
  const byNumber = spec.classes.slice(0, choiceKeys.length).map(({ name }, index): Command<ShapeContext> => ({
    id: `class${index}`, title: `Class ${name}`, keys: [choiceKeys[index]!], group, when: free, run: (it) => it.pickClass(index),
  }))
  const byKey = spec.classes.flatMap(({ name, key }, index): Command<ShapeContext>[] => {
    const own = key?.toUpperCase()
    return own && !takenKeys.has(own) ? [{ id: `classKey${index}`, title: `Class ${name}`, keys: [own], group, when: free, run: (it) => it.pickClass(index) }] : []
  })
  return [...byNumber, ...byKey]
}

/** Copying and pasting are the browser's keys, and stay so. */
export const drawClashes = (spec: DataSpec) => [
  ...clashes(drawCommands(spec).filter((command) => command.when !== never)),
  ...clashes(verdictCommands(spec).filter((command) => command.when !== never)),
]
