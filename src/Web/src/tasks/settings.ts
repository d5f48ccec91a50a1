import { readLocal, writeLocal } from '../api/local'

/** What a person set for this project in this browser. */
export interface LabelSettings {
  /** A number key submits at once, without Enter. */
  submitAtOnce: boolean
}

const nameOf = (project: string) => `labelwise.settings.${project}`

/** @param fallback Used where nothing was set yet, or the browser keeps nothing. */
export function readSettings(project: string, fallback: LabelSettings): LabelSettings {
  return { ...fallback, ...readLocal<Partial<LabelSettings>>(nameOf(project)) }
}

export function keepSettings(project: string, settings: LabelSettings) {
  writeLocal(nameOf(project), settings)
}
