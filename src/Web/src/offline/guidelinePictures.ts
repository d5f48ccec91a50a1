import { root } from '../api/api'
import type { Pack } from './pack'
import { readFile, type ReadFile } from './readFile'

/** Whose pictures they are, by any picture's address. */
export const guidelineOf = (url: string) => /^(.*\/projects\/[^/?#]+\/guideline)\/pictures\/[^/?#]+$/.exec(url)?.[1]

/** Addresses of a project's own pictures in the text of its guideline, in the order they are read. */
export function picturesIn(markdown: string, project: string): string[] {
  const own = `${root}/projects/${project}/guideline/pictures/`
  const named = markdown.split(own).slice(1).map((rest) => /^[0-9a-zA-Z]+/.exec(rest)?.[0])
  return [...new Set(named.flatMap((name) => (name ? [own + name] : [])))]
}

interface World {
  pack: Pack
  user: string
  project: string
  markdown: string
  read?: ReadFile
}

/** Has the guideline's pictures here without a network too, the first first; those it no longer shows go. */
export async function keepGuidelinePictures({ pack, user, project, markdown, read = readFile }: World) {
  const of = `${root}/projects/${project}/guideline`
  const wanted = picturesIn(markdown, project)
  const here = new Set((await pack.files(user, of)).map(({ url }) => url))
  for (const url of here) if (!wanted.includes(url)) await pack.dropFile(user, of, url)
  for (const url of wanted) {
    const content = here.has(url) ? undefined : await read(url)
    if (content) await pack.keepFile(user, of, { url, content, reason: 'guideline' })
  }
}
