import type { Texts } from './texts'
import { en } from './en'

export const ko: Texts = en
