/** The data spec as the server writes it: ids and defaults written out, conditions in names. */
export interface DataSpec {
  media: 'image' | 'text' | 'textPair'
  classes: ClassRule[]
  properties: PropertyRule[]
}

export type ShapeKind = 'box' | 'rotatedBox' | 'polygon' | 'polyline' | 'points' | 'span' | 'none'

export interface ClassRule {
  id?: string
  name: string
  shape: ShapeKind
  color?: string
  key?: string
  /** Names of the points of one object, in the order of placing. */
  pointNames?: string[]
  /** Pairs of point names that are drawn connected. */
  skeleton?: [from: string, to: string][]
  properties?: PropertyRule[]
}

export interface PropertyRule {
  id?: string
  name: string
  type: 'option' | 'options' | 'text' | 'number' | 'boolean' | 'reference'
  options?: Option[]
  min?: number
  max?: number
  required: boolean
  when?: When
}

export interface Option {
  id?: string
  name: string
  key?: string
  color?: string
}

/** All members must hold; a list means any of its values. */
export type When = Record<string, unknown>

export interface VersionedSpec {
  version: number
  document: DataSpec
}

/** Fills in what a hand-written document may leave out. */
export function readSpec(document: unknown): DataSpec {
  const given = (document ?? {}) as Partial<DataSpec>
  return {
    media: given.media ?? 'image',
    classes: (given.classes ?? []).map((rule) => ({ ...rule, properties: (rule.properties ?? []).map(readProperty) })),
    properties: (given.properties ?? []).map(readProperty),
  }
}

function readProperty(rule: PropertyRule): PropertyRule {
  const options = rule.options?.map((option) => (typeof option === 'string' ? { name: option } : option))
  return { ...rule, options, required: rule.required ?? false }
}

/** True when labels of this spec are objects of the sample, which want the canvas. */
export function wantsDrawing(spec: DataSpec): boolean {
  return spec.classes.length > 0
}

/** True when all that is to be marked can be marked here: stretches on a text, everything else on a picture. */
export function canDraw({ media, classes }: DataSpec): boolean {
  return classes.every(({ shape }) => shape === 'none' || (media === 'image') !== (shape === 'span')) && media !== 'textPair'
}

/** The property that alone makes up an answer, when one choice among options is all that is asked. */
export function soleChoice(spec: DataSpec): PropertyRule | undefined {
  const [only, another] = spec.properties
  return only && !another && only.type === 'option' && only.required && !wantsDrawing(spec) ? only : undefined
}
