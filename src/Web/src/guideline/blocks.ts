/** One passage of a guideline: what stands between blank lines, fenced code and tables whole. */
export interface Block {
  text: string
  heading: boolean
}

const fence = /^ {0,3}(```|~~~)/

/** Cuts Markdown into passages, so that each can be found, compared and asked about; joined again they read the same. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  let lines: string[] = []
  let fencedBy: string | undefined
  const end = () => {
    if (lines.some((line) => line.trim())) blocks.push({ text: lines.join('\n'), heading: lines.length === 1 && /^#{1,6} /.test(lines[0]!) })
    lines = []
  }
  for (const line of markdown.replace(/\r\n?/g, '\n').split('\n')) {
    const mark = fence.exec(line)?.[1]
    if (fencedBy !== undefined) {
      lines.push(line)
      if (mark === fencedBy) fencedBy = undefined
      continue
    }
    if (mark) fencedBy = mark
    // What is indented after a blank line goes on with its list.
    if (!line.trim()) lines.length > 0 && lines.push(line)
    else if (/^#{1,6} /.test(line)) {
      end()
      lines.push(line)
      end()
    } else if (lines.at(-1)?.trim() === '' && !/^\s+\S/.test(line)) {
      end()
      lines.push(line)
    } else lines.push(line)
  }
  end()
  return blocks.map((block) => ({ ...block, text: block.text.replace(/\n+$/, '') }))
}

/** Which of the passages now were not there before, by place: a longest common subsequence tells. */
export function changedSince(before: readonly Block[], now: readonly Block[]): Set<number> {
  const rows = before.length + 1
  const columns = now.length + 1
  const common = new Uint16Array(rows * columns)
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      common[i * columns + j] = before[i]!.text === now[j]!.text
        ? common[(i + 1) * columns + j + 1]! + 1
        : Math.max(common[(i + 1) * columns + j]!, common[i * columns + j + 1]!)
  const changed = new Set<number>()
  for (let i = 0, j = 0; j < now.length; ) {
    if (i < before.length && before[i]!.text === now[j]!.text) {
      i++
      j++
    } else if (i < before.length && common[(i + 1) * columns + j]! >= common[i * columns + j + 1]!) i++
    else changed.add(j++)
  }
  return changed
}

/** The passages that hold every word, with the headings above them; all of them where nothing is sought. */
export function found(blocks: readonly Block[], sought: string): { shown: Set<number>; count: number } {
  const words = sought.toLocaleLowerCase().normalize('NFC').split(/\s+/).filter(Boolean)
  if (words.length === 0) return { shown: new Set(blocks.keys()), count: 0 }
  const shown = new Set<number>()
  let count = 0
  let heading: number | undefined
  blocks.forEach((block, i) => {
    if (block.heading) heading = i
    const text = block.text.toLocaleLowerCase().normalize('NFC')
    if (!words.every((word) => text.includes(word))) return
    count++
    shown.add(i)
    if (heading !== undefined) shown.add(heading)
  })
  return { shown, count }
}
