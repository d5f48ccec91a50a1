import { useContext, useEffect, useState, type ComponentProps } from 'react'
import { PersonalContext, ServicesContext } from '../app/services'
import { guidelineOf } from '../offline/guidelinePictures'

/** A picture of a guideline: where the server's cannot be had, the one that was taken along. */
export function TakenPicture({ src, ...rest }: ComponentProps<'img'>) {
  const pack = useContext(ServicesContext)?.pack
  const user = useContext(PersonalContext)?.me.id
  const [taken, setTaken] = useState<string>()
  useEffect(() => (taken ? () => URL.revokeObjectURL(taken) : undefined), [taken])

  async function takeKept() {
    const of = src && guidelineOf(src)
    if (!of || !pack || !user || taken) return
    const kept = (await pack.files(user, of)).find(({ url }) => url === src)
    if (kept) setTaken(URL.createObjectURL(kept.content))
  }
  return <img {...rest} src={taken ?? src} loading="lazy" onError={() => void takeKept()} />
}
