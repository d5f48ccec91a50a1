/** What a person set for this project in this browser. */
export interface LabelSettings {
  /** A number key submits at once, without Enter. */
  submitAtOnce: boolean
}

const nameOf = (project: string) => `labelwise.settings.${project}`

/** @param fallback Used where nothing was set yet, or the browser keeps nothing. */
export function readSettings(project: string, fallback: LabelSettings): LabelSettings {
  try {
    return { ...fallback, ...JSON.parse(localStorage.getItem(nameOf(project)) ?? '{}') }
  } catch {
    return fallback
  }
}

export function keepSettings(project: string, settings: LabelSettings) {
  try {
    localStorage.setItem(nameOf(project), JSON.stringify(settings))
  } catch {
    // Set for this page only.
  }
}
