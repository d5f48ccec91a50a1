import type { Command } from '../commands/command'
import { choiceKeys, choicesOf } from '../labels/choices'
import type { PropertyRule } from '../specs/spec'
import { t } from '../i18n/texts'

export interface ReviewContext {
  hasTask: boolean
  hasCandidate: boolean
  corrected: boolean
  active: PropertyRule | undefined
  accept(): void
  correct(): void
  reject(): void
  choose(index: number): void
  revert(): void
  compare(): void
  zoom(by: 1 | -1 | 0): void
  toggleGuideline(): void
  help(): void
  palette(): void
}

/** What is done to many at a glance. */
export interface GridContext {
  hasRest: boolean
  hasMarked: boolean
  accept(): void
  reject(): void
}

type ReviewCommand = Command<ReviewContext>
const { do: say, groups } = t.canvas
const has = (it: ReviewContext) => it.hasTask

/** Everything a reviewer can do: the one source of the page's shortcuts and its help. */
export const reviewCommands: readonly ReviewCommand[] = [
  { id: 'accept', title: say.accept, keys: ['A'], group: groups.verdict, when: (it) => it.hasTask && it.hasCandidate && !it.corrected, run: (it) => it.accept() },
  { id: 'correct', title: t.work.do.saveCorrection, keys: ['Enter', 'Ctrl+Enter'], group: groups.verdict, when: (it) => it.hasTask && it.corrected, run: (it) => it.correct() },
  { id: 'reject', title: say.reject, keys: ['R'], group: groups.verdict, when: has, run: (it) => it.reject() },
  { id: 'revert', title: t.work.do.takeBack, keys: ['Escape'], group: groups.verdict, when: (it) => it.corrected, run: (it) => it.revert() },
  { id: 'compare', title: t.work.do.compare, keys: ['W'], group: groups.verdict, when: has, run: (it) => it.compare() },
  ...choiceKeys.map((key, index): ReviewCommand => ({
    id: `choose${index + 1}`, title: t.work.do.classNumber(index + 1), keys: [key], group: t.work.do.correctGroup,
    when: (it) => it.hasTask && !!it.active && choicesOf(it.active).length > index, run: (it) => it.choose(index),
  })),
  { id: 'zoomIn', title: say.zoomIn, keys: ['+', '='], repeats: true, group: groups.picture, when: has, run: (it) => it.zoom(1) },
  { id: 'zoomOut', title: say.zoomOut, keys: ['-'], repeats: true, group: groups.picture, when: has, run: (it) => it.zoom(-1) },
  { id: 'fit', title: say.fit, keys: ['Ctrl+0', 'Z'], group: groups.picture, when: has, run: (it) => it.zoom(0) },
  { id: 'guideline', title: say.guideline, keys: ['G'], group: groups.page, when: () => true, run: (it) => it.toggleGuideline() },
  { id: 'help', title: say.help, keys: ['?', 'F1'], group: groups.page, when: () => true, run: (it) => it.help() },
  { id: 'palette', title: say.palette, keys: ['Ctrl+K'], group: groups.page, when: () => true, run: (it) => it.palette() },
]

/** The whole page of a grid is judged by two keys. */
export const gridCommands: readonly Command<GridContext>[] = [
  { id: 'accept', title: say.accept, keys: ['A'], group: groups.verdict, when: (it) => it.hasRest, run: (it) => it.accept() },
  { id: 'reject', title: say.reject, keys: ['R'], group: groups.verdict, when: (it) => it.hasMarked, run: (it) => it.reject() },
]
