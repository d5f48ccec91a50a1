import type { ComponentProps } from 'react'
import { t } from '../i18n/texts'
import { Icon } from '../ui/Icon'
import type { DrawContext } from './commands'
import type { DrawingWork } from './useDrawing'

/** What a hand without a keyboard cannot do otherwise, on a tablet above all. */
export function ToolRow({ it, context }: { it: DrawingWork; context: DrawContext }) {
  const { drawing, tool } = it
  const placing = tool.name !== 'select' && tool.state === 'placing' && tool.name !== 'box'
  const say = t.canvas.do
  return (
    <div className="tool-row" role="toolbar" aria-label={t.canvas.tools}>
      <Button icon="undo" label={say.undo} off={!drawing.before && !it.busy()} run={context.undo} />
      <Button icon="redo" label={say.redo} off={it.busy() ? !('taken' in tool && tool.taken.length > 0) : !drawing.after} run={context.redo} />
      <Button icon="bin" label={t.canvas.deletePicked} off={drawing.selected.length === 0 && !it.busy()} run={context.remove} />
      {context.isPicture && <Button icon="check" label={t.canvas.finishShape} off={!placing} run={context.confirm} />}
      {context.isPicture && (
        <>
          <span className="bar-space" />
          <Button icon="farther" label={say.zoomOut} run={() => context.zoom(-1)} />
          <Button icon="closer" label={say.zoomIn} run={() => context.zoom(1)} />
          <Button icon="whole" label={say.fit} run={() => context.zoom(0)} />
        </>
      )}
    </div>
  )
}

/** Does not take the focus from a mouse: Enter goes on to submit. */
function Button({ icon, label, off, run }: { icon: ComponentProps<typeof Icon>['of']; label: string; off?: boolean; run(): void }) {
  return <button type="button" className="plain" aria-label={label} title={label} disabled={off} onMouseDown={(event) => event.preventDefault()} onClick={run}><Icon of={icon} /></button>
}
