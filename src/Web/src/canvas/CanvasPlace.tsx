import { t } from '../i18n/texts'

/** In the place of the canvas where a project asks for what cannot be marked on its samples. */
export function CanvasPlace({ classes }: { classes: readonly string[] }) {
  const some = classes.slice(0, 6).join(', ') + (classes.length > 6 ? ', …' : '')
  return (
    <div className="stage canvas-place">
      <div className="calm">
        <h2>{t.canvas.cannotDraw}</h2>
        <p>{t.canvas.cannotDrawWhy(some)}</p>
        <p>{t.canvas.cannotDrawRest}</p>
      </div>
    </div>
  )
}
