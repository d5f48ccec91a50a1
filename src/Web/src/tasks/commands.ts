import { clashes, type Command } from '../commands/command'
import { choiceKeys, choicesOf } from '../labels/choices'
import type { DataSpec, PropertyRule } from '../specs/spec'
import { t } from '../i18n/texts'

/** What the labeling page lets a command see and do. */
export interface LabelContext {
  /** A task to answer is on screen, not one looked back at. */
  answering: boolean
  /** A question can be asked about it. */
  asks: boolean
  lookingBack: boolean
  /** Something was done that can be looked back at. */
  hasDone: boolean
  /** The properties that are asked. */
  asked: readonly PropertyRule[]
  /** The one that number keys answer. */
  active: PropertyRule | undefined
  /** A dialog covers the page. */
  covered: boolean
  choose(index: number): void
  chooseNamed(key: string): void
  submit(): void
  undo(): void
  redo(): void
  skip(): void
  back(): void
  forward(): void
  toggleGuideline(): void
  search(): void
  help(): void
  palette(): void
  ask(): void
  moveActive(by: 1 | -1): void
  toggleSubmitAtOnce(): void
  zoom(by: 1 | -1 | 0): void
  leave(): void
}

type LabelCommand = Command<LabelContext>

const { do: say, groups } = t.canvas
const [answering, moving, looking, page] = [groups.answer, groups.move, groups.picture, groups.page]
const open = (it: LabelContext) => !it.covered
const free = (it: LabelContext) => it.answering && open(it)
const choices = (it: LabelContext) => (it.active ? choicesOf(it.active).length : 0)

const fixed: readonly LabelCommand[] = [
  { id: 'submit', title: say.submit, keys: ['Enter', 'Ctrl+Enter'], group: answering, when: free, run: (it) => it.submit() },
  { id: 'undo', repeats: true, title: say.undo, keys: ['Ctrl+Z'], group: answering, when: free, run: (it) => it.undo() },
  { id: 'redo', repeats: true, title: say.redo, keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], group: answering, when: free, run: (it) => it.redo() },
  { id: 'skip', title: say.skip, keys: ['X'], group: answering, when: free, run: (it) => it.skip() },
  { id: 'search', title: say.search, keys: ['/', 'S'], group: answering, when: (it) => free(it) && choices(it) > 0, run: (it) => it.search() },
  { id: 'nextProperty', title: t.work.do.nextProperty, keys: ['ArrowDown'], group: answering, when: (it) => free(it) && it.asked.length > 1, run: (it) => it.moveActive(1) },
  { id: 'previousProperty', title: t.work.do.previousProperty, keys: ['ArrowUp'], group: answering, when: (it) => free(it) && it.asked.length > 1, run: (it) => it.moveActive(-1) },
  { id: 'submitAtOnce', title: t.work.do.submitAtOnce, keys: ['Alt+Enter'], group: answering, when: free, run: (it) => it.toggleSubmitAtOnce() },
  { id: 'back', repeats: true, title: say.back, keys: ['D', 'ArrowLeft', 'Ctrl+ArrowLeft'], group: moving, when: (it) => open(it) && it.hasDone, run: (it) => it.back() },
  { id: 'forward', repeats: true, title: say.forward, keys: ['F', 'ArrowRight', 'Ctrl+ArrowRight'], group: moving, when: (it) => open(it) && it.lookingBack, run: (it) => it.forward() },
  { id: 'zoomIn', repeats: true, title: say.zoomIn, keys: ['+', '='], group: looking, when: open, run: (it) => it.zoom(1) },
  { id: 'zoomOut', repeats: true, title: say.zoomOut, keys: ['-'], group: looking, when: open, run: (it) => it.zoom(-1) },
  { id: 'fit', title: say.fit, keys: ['Ctrl+0', 'Z'], group: looking, when: open, run: (it) => it.zoom(0) },
  { id: 'guideline', title: say.guideline, keys: ['G'], group: page, when: open, run: (it) => it.toggleGuideline() },
  { id: 'ask', title: t.day.ask, keys: ['Q'], group: page, when: (it) => open(it) && it.asks, run: (it) => it.ask() },
  { id: 'help', title: say.help, keys: ['?', 'F1'], group: page, when: open, run: (it) => it.help() },
  { id: 'palette', title: say.palette, keys: ['Ctrl+K'], group: page, when: open, run: (it) => it.palette() },
  { id: 'leave', title: t.work.do.leave, keys: ['Escape'], group: page, when: open, run: (it) => it.leave() },
]

/** Keys that a class may not take for itself. */
export const takenKeys: ReadonlySet<string> = new Set([...fixed.flatMap((command) => command.keys), ...choiceKeys])

/** Choose the first twenty classes by number, and those with a key of their own by it. */
const byNumber: readonly LabelCommand[] = choiceKeys.map((key, index) => ({
  id: `choose${index + 1}`, title: t.work.do.classNumber(index + 1), keys: [key], group: answering,
  when: (it) => free(it) && choices(it) > index, run: (it) => it.choose(index),
}))

/** Everything a person can do on the labeling page: the one source of its shortcuts and its help. */
export function labelCommands(spec: DataSpec): readonly LabelCommand[] {
  const own = new Set(spec.properties.flatMap((rule) => choicesOf(rule).flatMap(({ key }) => (key && !takenKeys.has(key) ? [key] : []))))
  const byKey = [...own].map((key): LabelCommand => ({
    id: `chooseBy${key}`, title: t.work.do.classWithKey(key), keys: [key], group: answering,
    when: (it) => free(it) && it.asked.some((rule) => choicesOf(rule).some((choice) => choice.key === key)),
    run: (it) => it.chooseNamed(key),
  }))
  return [...fixed, ...byNumber, ...byKey]
}

export const labelClashes = (spec: DataSpec) => clashes(labelCommands(spec))
