import { canvas } from './en/canvas'
import { desk } from './en/desk'

/** English: the texts that the others translate. */
export const en = { canvas, desk }
