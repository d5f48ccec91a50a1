import { activity } from './en/activity'
import { app } from './en/app'
import { bench } from './en/bench'
import { canvas } from './en/canvas'
import { curate } from './en/curate'
import { day } from './en/day'
import { desk } from './en/desk'
import { gold } from './en/gold'
import { orders } from './en/orders'
import { person } from './en/person'
import { practice } from './en/practice'
import { profile } from './en/profile'
import { projects } from './en/projects'
import { refusals } from './en/refusals'
import { vendor } from './en/vendor'
import { work } from './en/work'

/** English: the texts that the others translate. */
export const en = { activity, app, bench, canvas, curate, day, desk, gold, orders, person, practice, profile, projects, refusals, vendor, work }
