import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { useCommands } from '../commands/useCommands'
import type { Command } from '../commands/command'
import { t } from '../i18n/texts'
import { ProblemNote } from '../ui/ProblemNote'
import './day.css'
import { ProjectWork } from './ProjectWork'
import { useMyWork } from './useMyWork'
import { byUrgency, start, startIn, type MyWork } from './work'

/** What an annotator sees in the morning: everything that waits for them, and one key to begin. */
export default function QueuePage() {
  const { items, problem, renew } = useMyWork()
  const go = useNavigate()
  const works = useMemo(() => byUrgency(items ?? []), [items])
  const first = start(works)
  const commands = useMemo(() => dayCommands(works.length), [works.length])
  useCommands(commands, { works, go: (path) => path && void go(path) })

  return (
    <main className="page day">
      <div className="page-head">
        <h1>{t.day.yourWork}</h1>
        <span className="bar-space" />
        {first && <button className="primary" onClick={() => void go(first)}>{t.day.start} <kbd>Enter</kbd></button>}
      </div>
      <ProblemNote problem={problem} />
      {items && works.every((one) => !startIn(one) && one.answered.length === 0) && <p className="empty">{t.day.nothing}</p>}
      {works.map((work, i) => <ProjectWork key={work.project.id} work={work} number={i + 1} onChanged={renew} />)}
    </main>
  )
}

interface DayContext {
  works: readonly MyWork[]
  go(path: string | undefined): void
}

function dayCommands(projects: number): readonly Command<DayContext>[] {
  return [
    { id: 'start', title: t.day.start, keys: ['Enter'], group: t.day.yourWork, when: () => true, run: ({ works, go }) => go(start(works)) },
    ...Array.from({ length: Math.min(9, projects) }, (_, i): Command<DayContext> => ({
      id: `start${i + 1}`, title: t.day.start, keys: [`${i + 1}`], group: t.day.yourWork, when: () => true, run: ({ works, go }) => go(works[i] && startIn(works[i])),
    })),
  ]
}
