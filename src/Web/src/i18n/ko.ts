import { app } from './ko/app'
import { canvas } from './ko/canvas'
import { curate } from './ko/curate'
import { day } from './ko/day'
import { desk } from './ko/desk'
import type { Texts } from './texts'
import { work } from './ko/work'

export const ko: Texts = { app, canvas, curate, day, desk, work }
