import { en } from './en'

/** Every text of the client, of one type: a language that lacks one does not compile. */
export type Texts = typeof en

/** A language is a file beside this one and a line here. */
export const languages = {
  en: { name: 'English', load: async (): Promise<Texts> => en },
  ko: { name: '한국어', load: async (): Promise<Texts> => (await import('./ko')).ko },
} as const

export type Language = keyof typeof languages

/** The texts of the language in use. It is chosen before any page is loaded, and changed by loading the page anew. */
export let t: Texts = en
export let language: Language = 'en'

const name = 'labelwise.language'
const isLanguage = (code: string | undefined | null): code is Language => !!code && code in languages

/** What the person chose in this browser, else the first of the browser's languages that there is. */
function wanted(): Language {
  const kept = localStorage.getItem(name)
  return isLanguage(kept) ? kept : (navigator.languages.map((one) => one.slice(0, 2)).find(isLanguage) ?? 'en')
}

/** Says everything in these words from now on. */
export function speak(texts: Texts) {
  t = texts
}

export async function loadLanguage() {
  try {
    language = wanted()
    speak(await languages[language].load())
  } catch {
    // English is always there.
  }
  document.documentElement.lang = language
}

export function changeLanguage(to: Language) {
  localStorage.setItem(name, to)
  location.reload()
}
