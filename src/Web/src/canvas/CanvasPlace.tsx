/** In the place of the canvas where a project asks for shapes that cannot be drawn here yet. */
export function CanvasPlace({ classes }: { classes: readonly string[] }) {
  return (
    <div className="stage canvas-place">
      <div className="calm">
        <h2>These shapes cannot be drawn here yet</h2>
        <p>This project asks for shapes on the picture ({classes.slice(0, 6).join(', ')}{classes.length > 6 ? ', …' : ''}).</p>
        <p>Boxes and polygons can. Nothing is handed out to you meanwhile, so nobody has to wait for your tasks.</p>
      </div>
    </div>
  )
}
