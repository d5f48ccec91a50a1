import { app } from './en/app'
import { canvas } from './en/canvas'
import { curate } from './en/curate'
import { day } from './en/day'
import { desk } from './en/desk'
import { work } from './en/work'

/** English: the texts that the others translate. */
export const en = { app, canvas, curate, day, desk, work }
