import { useEffect, useRef, useState } from 'react'
import { readLocal, writeLocal } from '../api/local'
import { t } from '../i18n/texts'
import type { Tool } from './tools/tool'

/** So many outlines are drawn with the hint; then it has been read. */
const shownTimes = 3
const name = 'labelwise.outlines'

/** How an outline is ended: nothing on the picture says it to whoever draws their first. */
export function OutlineHint({ tool }: { tool: Tool }) {
  const outlines = (tool.name === 'polygon' || tool.name === 'polyline') && tool.state === 'placing'
  const [ended, setEnded] = useState(() => readLocal<number>(name) ?? 0)
  const before = useRef(false)
  useEffect(() => {
    if (before.current && !outlines && ended < shownTimes) {
      writeLocal(name, ended + 1)
      setEnded(ended + 1)
    }
    before.current = outlines
  }, [outlines, ended])
  if (!outlines || ended >= shownTimes) return null
  return <p className="outline-hint" role="status">{tool.name === 'polygon' ? t.canvas.howToClose : t.canvas.howToEnd}</p>
}
