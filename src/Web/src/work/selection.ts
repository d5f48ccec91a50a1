/** Which tasks of a list are meant: some by their place in it, or all that match. */
export type Selection =
  | { kind: 'some'; places: ReadonlySet<number>; anchor: number | null }
  | { kind: 'all' }

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

/** Everything between the place touched last and this one, as far as so many can be meant by name. */
export function extend(selection: Selection, to: number): Selection {
  if (selection.kind === 'all') return selection
  const anchor = selection.anchor ?? to
  const [first, last] = anchor < to ? [anchor, to] : [to, anchor]
  const places = new Set(selection.places)
  for (let place = first; place <= last && places.size < mostPicked; place++) places.add(place)
  return { kind: 'some', places, anchor }
}
