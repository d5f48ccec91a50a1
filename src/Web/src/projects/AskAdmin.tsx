import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'

/** Who can do what a curator cannot, by name. */
export function AskAdmin({ project }: { project: string }) {
  const { data } = useGet<{ items: { user: string; name: string }[] }>(`/projects/${project}/admins`)
  return data ? <p className="note">{t.projects.members.askAdmin(data.items.map(({ name }) => name).join(', '))}</p> : null
}
