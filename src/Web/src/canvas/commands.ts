import { clashes, type Command } from '../commands/command'
import { t } from '../i18n/texts'
import { choiceKeys } from '../labels/choices'
import type { DataSpec } from '../specs/spec'

/** What a page with a canvas lets a command see and do. */
export interface ShapeContext {
  /** There is something to draw on, and it may be changed. */
  draws: boolean
  /** A dialog covers the page. */
  covered: boolean
  hasSelected: boolean
  /** Untouched shapes of the model are there. */
  hasSuggestions: boolean
  isPicture: boolean
  /** Some class asks for polygons. */
  paints: boolean
  /** A question can be asked about what is on screen. */
  asks: boolean
  /** Remarks can be pinned to shapes. */
  pins: boolean
  cancel(): void
  remove(): void
  undo(): void
  redo(): void
  select(): void
  selectNext(by: 1 | -1): void
  pickAll(): void
  pickClass(index: number): void
  search(): void
  duplicate(): void
  nudge(dx: number, dy: number): void
  brush(which: 'brush' | 'eraser'): void
  /** A brush in hand changes its size, anything else turns what is picked. */
  resize(by: 1 | -1): void
  scale(by: 1 | -1): void
  simplify(): void
  togglePoint(): void
  answerShape(): void
  hide(): void
  hideAll(): void
  lock(): void
  unlockAll(): void
  order(to: 'front' | 'back'): void
  acceptShape(): void
  acceptAll(): void
  dropSuggestions(): void
  zoom(by: 1 | -1 | 0): void
  actualSize(): void
  zoomToShape(): void
  adjust(what: 'brightness' | 'contrast', by: 1 | -1): void
  toggle(what: 'invert' | 'crosshair' | 'magnifier' | 'keepView'): void
  plainPicture(): void
  toggleGuideline(): void
  help(): void
  palette(): void
  ask(): void
  pin(): void
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
  compare(): void
}

const { do: say, groups } = t.canvas
const open = (it: ShapeContext) => !it.covered
const free = (it: ShapeContext) => it.draws && open(it)
const chosen = (it: ShapeContext) => free(it) && it.hasSelected
const onPicture = (it: ShapeContext) => open(it) && it.isPicture
const paints = (it: ShapeContext) => free(it) && it.isPicture && it.paints
const suggested = (it: ShapeContext) => free(it) && it.hasSuggestions
/** The browser does these itself; the page hears of them as copying and pasting. */
const never = () => false

const nudges: readonly Command<ShapeContext>[] = [['ArrowLeft', -1, 0], ['ArrowRight', 1, 0], ['ArrowUp', 0, -1], ['ArrowDown', 0, 1]].flatMap(([key, dx, dy]) =>
  [[`${key}`, 1], [`Shift+${key}`, 10]].map(([name, px]): Command<ShapeContext> => ({
    id: `nudge${name}`, repeats: true, title: say.nudge(Number(px)), keys: [String(name)], group: groups.shapes, when: chosen,
    run: (it) => it.nudge(Number(dx) * Number(px), Number(dy) * Number(px)),
  })))

const labeling: readonly Command<DrawContext>[] = [
  { id: 'confirm', title: say.confirm, keys: ['Enter'], group: groups.answer, when: free, run: (it) => it.confirm() },
  { id: 'submit', title: say.submit, keys: ['Ctrl+Enter'], group: groups.answer, when: free, run: (it) => it.submit() },
  { id: 'skip', title: say.skip, keys: ['X'], group: groups.answer, when: free, run: (it) => it.skip() },
  { id: 'back', repeats: true, title: say.back, keys: ['D'], group: groups.move, when: (it) => open(it) && it.hasDone, run: (it) => it.back() },
  { id: 'forward', repeats: true, title: say.forward, keys: ['F'], group: groups.move, when: (it) => open(it) && it.lookingBack, run: (it) => it.forward() },
]

const reviewing: readonly Command<VerdictContext>[] = [
  { id: 'accept', title: say.accept, keys: ['A'], group: groups.verdict, when: (it) => free(it) && it.mayAccept, run: (it) => it.accept() },
  { id: 'correct', title: say.correct, keys: ['Enter', 'Ctrl+Enter'], group: groups.verdict, when: free, run: (it) => it.confirm() },
  { id: 'reject', title: say.reject, keys: ['R'], group: groups.verdict, when: free, run: (it) => it.reject() },
  { id: 'compare', title: t.work.do.compare, keys: ['W'], group: groups.verdict, when: free, run: (it) => it.compare() },
]

const shared: readonly Command<ShapeContext>[] = [
  { id: 'select', title: say.select, keys: ['V'], group: groups.draw, when: free, run: (it) => it.select() },
  { id: 'cancel', title: say.cancel, keys: ['Escape'], group: groups.draw, when: open, run: (it) => it.cancel() },
  { id: 'remove', title: say.remove, keys: ['Delete', 'Backspace'], group: groups.draw, when: free, run: (it) => it.remove() },
  { id: 'undo', repeats: true, title: say.undo, keys: ['Ctrl+Z'], group: groups.draw, when: free, run: (it) => it.undo() },
  { id: 'redo', repeats: true, title: say.redo, keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], group: groups.draw, when: free, run: (it) => it.redo() },
  { id: 'duplicate', title: say.duplicate, keys: ['Ctrl+D'], group: groups.draw, when: free, run: (it) => it.duplicate() },
  { id: 'copy', title: say.copy, keys: ['Ctrl+C'], group: groups.draw, when: never, run: () => {} },
  { id: 'paste', title: say.paste, keys: ['Ctrl+V'], group: groups.draw, when: never, run: () => {} },
  { id: 'nextShape', repeats: true, title: say.nextShape, keys: ['N'], group: groups.shapes, when: free, run: (it) => it.selectNext(1) },
  { id: 'previousShape', repeats: true, title: say.previousShape, keys: ['Shift+N'], group: groups.shapes, when: free, run: (it) => it.selectNext(-1) },
  ...nudges,
  { id: 'zoomIn', repeats: true, title: say.zoomIn, keys: ['+', '='], group: groups.picture, when: onPicture, run: (it) => it.zoom(1) },
  { id: 'zoomOut', repeats: true, title: say.zoomOut, keys: ['-'], group: groups.picture, when: onPicture, run: (it) => it.zoom(-1) },
  { id: 'fit', title: say.fit, keys: ['Ctrl+0', 'Z'], group: groups.picture, when: onPicture, run: (it) => it.zoom(0) },
  { id: 'guideline', title: say.guideline, keys: ['G'], group: groups.page, when: open, run: (it) => it.toggleGuideline() },
  { id: 'help', title: say.help, keys: ['?', 'F1'], group: groups.page, when: open, run: (it) => it.help() },
  { id: 'palette', title: say.palette, keys: ['Ctrl+K'], group: groups.page, when: open, run: (it) => it.palette() },
]

/** Nice to have: a class that wants one of these keys for itself gets it. */
const comforts: readonly Command<ShapeContext>[] = [
  { id: 'ask', title: t.day.ask, keys: ['Q'], group: groups.page, when: (it) => open(it) && it.asks, run: (it) => it.ask() },
  { id: 'pin', title: say.pin, keys: ['P'], group: groups.verdict, when: (it) => chosen(it) && it.pins, run: (it) => it.pin() },
  { id: 'search', title: say.search, keys: ['/', 'J'], group: groups.draw, when: free, run: (it) => it.search() },
  { id: 'brush', title: say.brush, keys: ['Shift+B'], group: groups.draw, when: paints, run: (it) => it.brush('brush') },
  { id: 'eraser', title: say.eraser, keys: ['Shift+E'], group: groups.draw, when: paints, run: (it) => it.brush('eraser') },
  { id: 'smaller', repeats: true, title: say.smaller, keys: [','], group: groups.shapes, when: free, run: (it) => it.resize(-1) },
  { id: 'larger', repeats: true, title: say.larger, keys: ['.'], group: groups.shapes, when: free, run: (it) => it.resize(1) },
  { id: 'shrink', repeats: true, title: say.shrink, keys: ['Alt+,'], group: groups.shapes, when: chosen, run: (it) => it.scale(-1) },
  { id: 'grow', repeats: true, title: say.grow, keys: ['Alt+.'], group: groups.shapes, when: chosen, run: (it) => it.scale(1) },
  { id: 'simplify', title: say.simplify, keys: ['S'], group: groups.shapes, when: chosen, run: (it) => it.simplify() },
  { id: 'answerShape', title: say.answerShape, keys: ['E'], group: groups.shapes, when: chosen, run: (it) => it.answerShape() },
  { id: 'togglePoint', title: say.togglePoint, keys: ['O'], group: groups.shapes, when: chosen, run: (it) => it.togglePoint() },
  { id: 'pickAll', title: say.pickAll, keys: ['Shift+A'], group: groups.shapes, when: free, run: (it) => it.pickAll() },
  { id: 'hide', title: say.hide, keys: ['H'], group: groups.shapes, when: chosen, run: (it) => it.hide() },
  { id: 'hideAll', title: say.hideAll, keys: ['Shift+H'], group: groups.shapes, when: free, run: (it) => it.hideAll() },
  { id: 'lock', title: say.lock, keys: ['L'], group: groups.shapes, when: chosen, run: (it) => it.lock() },
  { id: 'lockAll', title: say.lockAll, keys: ['Shift+L'], group: groups.shapes, when: free, run: (it) => it.unlockAll() },
  { id: 'toFront', title: say.toFront, keys: ['PageUp'], group: groups.shapes, when: chosen, run: (it) => it.order('front') },
  { id: 'toBack', title: say.toBack, keys: ['PageDown'], group: groups.shapes, when: chosen, run: (it) => it.order('back') },
  { id: 'acceptShape', repeats: true, title: say.acceptShape, keys: ['Y'], group: groups.model, when: suggested, run: (it) => it.acceptShape() },
  { id: 'acceptAll', title: say.acceptAll, keys: ['Shift+Y'], group: groups.model, when: suggested, run: (it) => it.acceptAll() },
  { id: 'dropSuggestions', title: say.dropSuggestions, keys: ['Shift+Delete'], group: groups.model, when: suggested, run: (it) => it.dropSuggestions() },
  { id: 'actualSize', title: say.actualSize, keys: ['Shift+Z'], group: groups.picture, when: onPicture, run: (it) => it.actualSize() },
  { id: 'zoomToShape', title: say.zoomToShape, keys: ['C'], group: groups.picture, when: (it) => onPicture(it) && it.hasSelected, run: (it) => it.zoomToShape() },
  { id: 'brighter', repeats: true, title: say.brighter, keys: ['U'], group: groups.picture, when: onPicture, run: (it) => it.adjust('brightness', 1) },
  { id: 'darker', repeats: true, title: say.darker, keys: ['Shift+U'], group: groups.picture, when: onPicture, run: (it) => it.adjust('brightness', -1) },
  { id: 'moreContrast', repeats: true, title: say.moreContrast, keys: ['T'], group: groups.picture, when: onPicture, run: (it) => it.adjust('contrast', 1) },
  { id: 'lessContrast', repeats: true, title: say.lessContrast, keys: ['Shift+T'], group: groups.picture, when: onPicture, run: (it) => it.adjust('contrast', -1) },
  { id: 'invert', title: say.invert, keys: ['I'], group: groups.picture, when: onPicture, run: (it) => it.toggle('invert') },
  { id: 'plainPicture', title: say.plainPicture, keys: ['Shift+I'], group: groups.picture, when: onPicture, run: (it) => it.plainPicture() },
  { id: 'crosshair', title: say.crosshair, keys: ['Shift+C'], group: groups.picture, when: onPicture, run: (it) => it.toggle('crosshair') },
  { id: 'magnifier', title: say.magnifier, keys: ['M'], group: groups.picture, when: onPicture, run: (it) => it.toggle('magnifier') },
  { id: 'keepView', title: say.keepView, keys: ['K'], group: groups.picture, when: onPicture, run: (it) => it.toggle('keepView') },
]

/** Keys that a class may not take for itself. */
export const takenKeys: ReadonlySet<string> = new Set([...[...labeling, ...reviewing, ...shared].flatMap((command) => command.keys), ...choiceKeys])

export const drawCommands = (spec: DataSpec): readonly Command<DrawContext>[] => [...labeling, ...shared, ...forClasses(spec)]

export const verdictCommands = (spec: DataSpec): readonly Command<VerdictContext>[] => [...reviewing, ...shared, ...forClasses(spec)]

function forClasses(spec: DataSpec): readonly Command<ShapeContext>[] {
  const group = groups.classes
  const byNumber = spec.classes.slice(0, choiceKeys.length).map(({ name }, index): Command<ShapeContext> => ({
    id: `class${index}`, title: say.class(name), keys: [choiceKeys[index]!], group, when: free, run: (it) => it.pickClass(index),
  }))
  const byKey = spec.classes.flatMap(({ name, key }, index): Command<ShapeContext>[] => {
    const own = key?.toUpperCase()
    return own && !takenKeys.has(own) ? [{ id: `classKey${index}`, title: say.class(name), keys: [own], group, when: free, run: (it) => it.pickClass(index) }] : []
  })
  const gone = new Set(byKey.flatMap((command) => command.keys))
  return [...comforts.map((command) => ({ ...command, keys: command.keys.filter((key) => !gone.has(key)) })), ...byNumber, ...byKey]
}

/** Copying and pasting are the browser's keys, and stay so. */
export const drawClashes = (spec: DataSpec) => [
  ...clashes(drawCommands(spec).filter((command) => command.when !== never)),
  ...clashes(verdictCommands(spec).filter((command) => command.when !== never)),
]
