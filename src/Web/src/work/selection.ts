/** Which tasks of a list are meant: some by their place in it, or all that match. */
export type Selection =
  | { kind: 'some'; places: ReadonlySet<number>; anchor: number | null; range?: Range }
  | { kind: 'all' }

/** The range that is being drawn from the anchor: its other end may still move. */
interface Range {
  end: number
  /** What was picked before it. */
  before: ReadonlySet<number>
}

export const nothing: Selection = { kind: 'some', places: new Set(), anchor: null }

/** More are meant by "all that match": the server takes so many by name. */
export const mostPicked = 10_000

export const isPicked = (selection: Selection, place: number) => selection.kind === 'all' || selection.places.has(place)

export const countOf = (selection: Selection, total: number) => (selection.kind === 'all' ? total : selection.places.size)

export function toggle(selection: Selection, place: number): Selection {
  const places = new Set(selection.kind === 'all' ? [] : selection.places)
  if (!places.delete(place)) places.add(place)
  return { kind: 'some', places, anchor: place }
}

/** What stood at the picked places when they were picked: a list moves on, what was meant does not.
 * @param before As it was; places that are still picked keep theirs.
 * @param at What stands at a place now, as far as it is known. */
export function namesOf(selection: Selection, before: ReadonlyMap<number, string>, at: (place: number) => string | undefined): ReadonlyMap<number, string> {
  if (selection.kind === 'all') return new Map()
  return new Map([...selection.places].flatMap((place) => {
    const name = before.get(place) ?? at(place)
    return name === undefined ? [] : [[place, name]]
  }))
}

/** What is picked of a list of which some have gone. */
export function stillPicked<T>(selection: Selection, before: readonly T[], left: readonly T[]): Selection {
  if (selection.kind === 'all') return selection
  const picked = new Set([...selection.places].map((place) => before[place]))
  return { kind: 'some', places: new Set(left.flatMap((one, place) => (picked.has(one) ? [place] : []))), anchor: null }
}

/** Everything between the place touched last and this one, as far as so many can be meant by name. The same range drawn less far lets go of the rest. */
export function extend(selection: Selection, to: number): Selection {
  if (selection.kind === 'all') return selection
  const anchor = selection.anchor ?? to
  const before = selection.range?.before ?? selection.places
  const places = new Set(before)
  const step = anchor < to ? 1 : -1
  for (let place = anchor; places.size < mostPicked; place += step) {
    places.add(place)
    if (place === to) break
  }
  return { kind: 'some', places, anchor, range: { end: to, before } }
}

/** As by keys: from where one stands, unless a range ends there. */
export function extendFrom(selection: Selection, at: number, to: number): Selection {
  if (selection.kind === 'all' || (selection.range?.end ?? selection.anchor) === at) return extend(selection, to)
  return extend({ kind: 'some', places: selection.places, anchor: at }, to)
}
