import { t } from '../i18n/texts'

/** What a page is called, so that tabs, history and screen readers tell pages apart.
 * @param path Of the address, as /projects/8h7g/setup/spec. */
export function titleOf(path: string, project: string | undefined): string {
  const [first, , page = '', section = ''] = path.split('/').filter(Boolean)
  const name = first === 'projects' ? pageOf(page, section) : first === 'profile' ? t.profile.title : undefined
  return [name, project, 'Labelwise'].filter(Boolean).join(' · ')
}

function pageOf(page: string, section: string): string | undefined {
  const pages: Record<string, string> = { label: t.app.label, review: t.app.review, work: t.curate.work, quality: t.curate.quality, people: t.curate.people.title, models: t.bench.title, vendor: t.vendor.title, guideline: t.curate.sections.guideline, practice: t.curate.sections.practice }
  return page === 'setup' ? (t.curate.sections[section as 'spec'] ?? t.app.setUp) : pages[page]
}
