import type { Command } from '../commands/command'
import { choiceKeys, choicesOf } from '../labels/choices'
import type { PropertyRule } from '../specs/spec'

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
  zoom(by: 1 | -1 | 0): void
  toggleGuideline(): void
  help(): void
  palette(): void
}

type ReviewCommand = Command<ReviewContext>
const has = (it: ReviewContext) => it.hasTask

/** Everything a reviewer can do: the one source of the page's shortcuts and its help. */
export const reviewCommands: readonly ReviewCommand[] = [
  { id: 'accept', title: 'Accept as it is', keys: ['A'], group: 'Verdict', when: (it) => it.hasTask && it.hasCandidate && !it.corrected, run: (it) => it.accept() },
  { id: 'correct', title: 'Save the correction', keys: ['Enter', 'Ctrl+Enter'], group: 'Verdict', when: (it) => it.hasTask && it.corrected, run: (it) => it.correct() },
  { id: 'reject', title: 'Reject with a comment', keys: ['R'], group: 'Verdict', when: has, run: (it) => it.reject() },
  { id: 'revert', title: 'Take the correction back', keys: ['Escape'], group: 'Verdict', when: (it) => it.corrected, run: (it) => it.revert() },
  ...choiceKeys.map((key, index): ReviewCommand => ({
    id: `choose${index + 1}`, title: `Class ${index + 1}`, keys: [key], group: 'Correct',
    when: (it) => it.hasTask && !!it.active && choicesOf(it.active).length > index, run: (it) => it.choose(index),
  })),
  { id: 'zoomIn', title: 'Zoom in (or the wheel)', keys: ['+', '='], repeats: true, group: 'Picture', when: has, run: (it) => it.zoom(1) },
  { id: 'zoomOut', title: 'Zoom out', keys: ['-'], repeats: true, group: 'Picture', when: has, run: (it) => it.zoom(-1) },
  { id: 'fit', title: 'Fit the picture', keys: ['Ctrl+0', 'Z'], group: 'Picture', when: has, run: (it) => it.zoom(0) },
  { id: 'guideline', title: 'Guideline', keys: ['G'], group: 'Page', when: () => true, run: (it) => it.toggleGuideline() },
  { id: 'help', title: 'This list', keys: ['?', 'F1'], group: 'Page', when: () => true, run: (it) => it.help() },
  { id: 'palette', title: 'Find a command', keys: ['Ctrl+K'], group: 'Page', when: () => true, run: (it) => it.palette() },
]
