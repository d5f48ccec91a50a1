/** When to ask again for what is read off the whole project in the background: nothing tells that the rest has been looked at. */
export const untilLooked = (known: { complete: boolean } | undefined): number | undefined => (known?.complete === false ? 5_000 : undefined)
