/**
 * Places in a text by Unicode code points, as label documents count them; a browser counts UTF-16 code units, which differ
 * after the first emoji.
 */
export interface CodePoints {
  length: number
  /** The code unit at which a code point begins. */
  unitOf(codePoint: number): number
  /** The code point a code unit belongs to. */
  pointOf(unit: number): number
}

export function codePointsOf(text: string): CodePoints {
  /** Code units at which a code point of two units begins: none in most texts. */
  const pairs: number[] = []
  for (let i = 0; i < text.length; i++)
    if (text.codePointAt(i)! > 0xffff) pairs.push(i++)
  const below = (fits: (index: number) => boolean) => {
    let [least, most] = [0, pairs.length]
    while (least < most) {
      const half = (least + most) >> 1
      if (fits(half)) least = half + 1
      else most = half
    }
    return least
  }
  return {
    length: text.length - pairs.length,
    unitOf: (codePoint) => codePoint + below((i) => pairs[i]! - i < codePoint),
    pointOf: (unit) => unit - below((i) => pairs[i]! + 1 <= unit),
  }
}
