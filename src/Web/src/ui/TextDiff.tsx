import { diffLines } from 'diff'
import { t } from '../i18n/texts'

/** Lines that surround a change. */
const around = 2

/** What differs between two texts, line by line; what is equal is left out but for a little around each change. */
export default function TextDiff({ from, to }: { from: string; to: string }) {
  const parts = diffLines(from, to)
  if (!parts.some((part) => part.added || part.removed)) return <p className="quiet">{t.curate.noDifference}</p>
  return (
    <pre className="diff" tabIndex={0} aria-label={t.curate.differences}>
      {parts.map((part, i) => {
        const lines = part.value.replace(/\n$/, '').split('\n')
        if (part.added || part.removed) return lines.map((line, j) => part.added ? <ins key={`${i} ${j}`}>{`+ ${line}\n`}</ins> : <del key={`${i} ${j}`}>{`− ${line}\n`}</del>)
        const head = i === 0 ? [] : lines.slice(0, around)
        const tail = i === parts.length - 1 ? [] : lines.slice(Math.max(head.length, lines.length - around))
        return <span key={i}>{head.map((line) => `  ${line}\n`)}{head.length + tail.length < lines.length && <span className="quiet">{'  …\n'}</span>}{tail.map((line) => `  ${line}\n`)}</span>
      })}
    </pre>
  )
}
