import { activity } from './ko/activity'
import { app } from './ko/app'
import { canvas } from './ko/canvas'
import { curate } from './ko/curate'
import { day } from './ko/day'
import { desk } from './ko/desk'
import { orders } from './ko/orders'
import { practice } from './ko/practice'
import { profile } from './ko/profile'
import { projects } from './ko/projects'
import { work } from './ko/work'
import type { Texts } from './texts'

export const ko: Texts = { activity, app, canvas, curate, day, desk, orders, practice, profile, projects, work }
