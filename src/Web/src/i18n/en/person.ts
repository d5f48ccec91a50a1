export const person = {
  back: 'Quality', nothing: 'There is nothing to say yet: nothing of theirs has been answered.',
  submitted: 'Submitted', accuracy: 'Accuracy', accuracyMeans: 'By everything that is known: reviewers, known answers, models and the others.',
  others: 'Against the others', othersMeans: 'How often they are right, going by what everybody else says of the same tasks, their own answers left out. Where further opinions are asked for only in doubt, these are the hardest tasks.',
  known: 'Known answers', self: 'The same twice', selfMeans: 'How like their own earlier answers theirs are, given the same task again.',
  reviewed: 'Stood review', time: 'Time for a task', beside: (own: string, others: string) => `${own} on tasks that others answered too, where the others took ${others}`,
  error: 'Letters to be mended', errorMeans: 'Of their texts, beside what reviewers accepted.',
  classes: 'Class by class', classesMeans: 'Of the tasks that are of a class by everybody else’s word, so many got it. Where further opinions are asked for only in doubt, these are the hardest tasks, and everybody gets fewer of them than of all. A wide bar says that little is known yet.', class: 'Class', right: 'Right', knownRight: 'Right in known answers',
  changes: 'How it changed',
  change: {
    learned: (before: string, after: string, since: string) => `Right more often since ${since}: ${after}, and ${before} until then.`,
    declined: (before: string, after: string, since: string) => `Right less often since ${since}: ${after}, and ${before} until then.`,
    tires: (before: string, after: string) => `Right less often from the third hour of a sitting on: ${after}, and ${before} in its first hour.`,
  },
  within: (share: string, low: string, high: string) => `${share} (${low} – ${high})`,
  chance: (chance: string) => `Somebody who stays the same comes to this with a chance of ${chance} at most, however often one looks.`,
  report: { open: 'Report', hidden: 'without names', hiddenMeans: 'People are numbered; neither names nor addresses are in it.' },
  dispute: {
    contest: 'Contest', contestOf: (name: string) => `Contest what was decided of ${name}`, title: 'Contest the decision', about: 'A curator sees what you say. If the task is reviewed again, your figures go by what stands then.',
    own: 'What you contested', inbox: 'Contested decisions', sample: 'Sample', who: 'Who', said: 'Said', decided: 'Decided', against: 'Against it', open: 'being looked at again', waits: 'A curator has not ruled yet.',
    again: 'Reviewed again.', upheld: 'Upheld.', uphold: 'Uphold', reviewAgain: 'Have it reviewed again', rulingWhy: (name: string) => `Your word on ${name}`, rulingPlaceholder: 'Why (they see it)',
  },
  theySaid: 'Said', mixesUp: 'What they mix up', drawnOtherwise: 'What reviewers mend in their drawings', paceOverTime: 'Their time for a task, day by day', openTask: (name: string) => `Open ${name}`,
}
