import { useState } from 'react'
import { useParams } from 'react-router'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useMe, useServices } from '../app/services'
import { t } from '../i18n/texts'
import { may, type Project } from '../projects/project'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import { NoteForm } from '../work/NoteForm'

/** Makes a reviewed task one to practise on; for curators. */
export function UseForPractice({ task }: { task: string }) {
  const project = useParams().project!
  const { api, queries } = useServices()
  const me = useMe()
  const { data } = useGet<Project>(`/projects/${project}`)
  const [problem, setProblem] = useState<Problem>()
  if (!may(me, data, 'curator')) return null
  const say = t.practice.curate

  async function use(note: string) {
    const reply = await api.put(`/projects/${project}/practice/${task}`, { note })
    setProblem(reply.ok ? undefined : reply.problem)
    if (!reply.ok) return
    toast(say.used)
    void queries.invalidateQueries({ queryKey: [`/projects/${project}/practice`] })
  }

  return (
    <>
      <NoteForm act={say.use} label={say.note} placeholder={say.usePlaceholder} onNote={use} />
      <ProblemNote problem={problem} />
    </>
  )
}
