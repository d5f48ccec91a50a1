import { linesOf, readShape } from '../canvas/shapes/shape'
import type { LabelDocument } from '../labels/labels'
import type { DataSpec } from '../specs/spec'

interface Props {
  labels: LabelDocument
  spec: DataSpec
  width: number
  height: number
  /** How lines are drawn, where labels lie over each other. */
  line?: 'full' | 'dashed' | 'dotted'
  /** Lays the drawing over a picture that fills its box instead of being fitted into it. */
  cover?: boolean
}

const plain = '#3552cc'
const dashes = { full: undefined, dashed: '6 4', dotted: '1.5 4' } as const

/** The shapes of a label, laid over its picture in the picture's own pixels; lines stay equally thin at any size. */
export function Shapes({ labels, spec, width, height, line = 'full', cover }: Props) {
  if (labels.objects.length === 0 || !width || !height) return null
  const colorOf = (name: string) => spec.classes.find((rule) => rule.name === name)?.color ?? plain
  return (
    <svg className="shapes" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio={cover ? 'xMidYMid slice' : 'xMidYMid meet'} aria-hidden="true">
      {labels.objects.map((object) => {
        const shape = readShape(object.shape)
        if (!shape) return null
        const color = colorOf(object.class)
        return (
          <g key={object.id} stroke={color} fill={color} strokeDasharray={dashes[line]}>
            {linesOf(shape).map(({ points, closed }, i) => (
              <path key={i} vectorEffect="non-scaling-stroke" fillOpacity={closed ? 0.14 : 0} d={`M${points.map(([x, y]) => `${x} ${y}`).join('L')}${closed ? 'Z' : ''}`} />
            ))}
            {'points' in shape && shape.points.map(({ at: [x, y] }, i) => <circle key={i} cx={x} cy={y} r={Math.max(width, height) / 80} />)}
          </g>
        )
      })}
    </svg>
  )
}
