import { Keys } from '../commands/KeyList'
import { t } from '../i18n/texts'
import { sayShare } from '../ui/say'
import type { ShapeContext } from './commands'
import { filterOf, type CanvasSettings } from './settings'

const say = t.canvas
const toggles = [['invert', say.inverted, 'I'], ['crosshair', say.crosshair, 'Shift+C'], ['magnifier', say.magnifier, 'M'], ['keepView', say.keepView, 'K']] as const

/** How the picture is seen, for hands without a keyboard. */
export function LookOfPicture({ context, settings }: { context: ShapeContext; settings: CanvasSettings }) {
  return (
    <details className="look" onToggle={(event) => event.currentTarget.open && event.currentTarget.scrollIntoView({ block: 'nearest' })}>
      <summary className="panel-title">{say.look}{filterOf(settings) && <span className="look-changed" />}</summary>
      {(['brightness', 'contrast'] as const).map((what) => (
        <div key={what} className="look-row">
          <span>{say[what]}</span>
          <button type="button" className="plain" aria-label={say.less(say[what])} onClick={() => context.adjust(what, -1)}>−</button>
          <span className="tabular">{sayShare(settings[what])}</span>
          <button type="button" className="plain" aria-label={say.more(say[what])} onClick={() => context.adjust(what, 1)}>+</button>
        </div>
      ))}
      {toggles.map(([what, name, key]) => (
        <label key={what} className="check look-row"><input type="checkbox" checked={settings[what]} onChange={() => context.toggle(what)} /><span>{name}</span><Keys of={key} /></label>
      ))}
      <button type="button" className="plain" disabled={!filterOf(settings)} onClick={context.plainPicture}>{say.asItIs}</button>
    </details>
  )
}
