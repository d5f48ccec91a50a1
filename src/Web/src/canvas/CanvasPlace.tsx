/** Where shapes will be drawn. Tasks that need it are not handed out until then. */
export function CanvasPlace({ classes }: { classes: readonly string[] }) {
  return (
    <div className="stage canvas-place">
      <div className="calm">
        <h2>Drawing comes later</h2>
        <p>This project asks for shapes on the picture ({classes.slice(0, 6).join(', ')}{classes.length > 6 ? ', …' : ''}).</p>
        <p>The drawing canvas will be here. Nothing is handed out to you meanwhile, so nobody has to wait for your tasks.</p>
      </div>
    </div>
  )
}
