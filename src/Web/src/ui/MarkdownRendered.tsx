import ReactMarkdown, { defaultUrlTransform } from 'react-markdown'
import gfm from 'remark-gfm'
import type { ComponentProps } from 'react'
import { verdictOf, type Verdict } from '../guideline/example'
import { t } from '../i18n/texts'
import { TakenPicture } from './TakenPicture'

/** No raw HTML, and only the protocols that cannot run anything. */
export default function MarkdownRendered({ text }: { text: string }) {
  return (
    <ReactMarkdown
      remarkPlugins={[gfm]}
      urlTransform={defaultUrlTransform}
      components={{
        a: ({ node: _, ...link }) => <a {...link} target="_blank" rel="noopener noreferrer nofollow" />,
        img: ({ node: _, ...image }) => (!image.src ? null : verdictOf(image.title) ? <Example {...image} verdict={verdictOf(image.title)!} /> : <TakenPicture {...image} />),
      }}
    >
      {text}
    </ReactMarkdown>
  )
}

/** A card: what is right or wrong is said in words and by a sign, not by colour alone. */
function Example({ src, alt, verdict }: Pick<ComponentProps<'img'>, 'src' | 'alt'> & { verdict: Verdict }) {
  return (
    <span className={`example ${verdict}`} role="figure" aria-label={`${t.day.examples.verdicts[verdict]}: ${alt}`}>
      <TakenPicture src={src} alt="" />
      <span className="example-words"><b><span aria-hidden="true">{verdict === 'good' ? '✓' : '✗'}</span> {t.day.examples.verdicts[verdict]}</b> <span>{alt}</span></span>
    </span>
  )
}
