/** Within so long nobody has seen what came to the place of what was clicked, in milliseconds. */
const tooSoonMs = 350

/** A click of which a double click's second does nothing: the first has put the next task under the hand. */
export function onceOfTwo(run: () => void): (event: { detail: number; timeStamp: number }) => void {
  return ({ detail, timeStamp }) => {
    const isSecond = detail > 1 && timeStamp - last < tooSoonMs
    last = timeStamp
    if (!isSecond) run()
  }
}

let last = -Infinity
