import ReactMarkdown, { defaultUrlTransform } from 'react-markdown'
import gfm from 'remark-gfm'

/** No raw HTML, and only the protocols that cannot run anything. */
export default function MarkdownRendered({ text }: { text: string }) {
  return (
    <ReactMarkdown
      remarkPlugins={[gfm]}
      urlTransform={defaultUrlTransform}
      components={{
        a: ({ node: _, ...link }) => <a {...link} target="_blank" rel="noopener noreferrer nofollow" />,
        img: ({ node: _, ...image }) => (image.src ? <img {...image} loading="lazy" /> : null),
      }}
    >
      {text}
    </ReactMarkdown>
  )
}
