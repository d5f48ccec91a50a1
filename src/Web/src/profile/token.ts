/** A way in for a program, as the server lists it; the token itself is told once. */
export interface ApiToken {
  id: string
  name: string
  scope: 'read' | 'full'
  createdAt: string
  expiresAt: string
  /** Exact to ten minutes. */
  lastUsedAt?: string
  token?: string
}

/** Days a token may last. */
export const lifetimes = [7, 30, 90, 365] as const

/** Lines to paste into a shell. */
export const commandFor = (token: string, url: string) => `export LABELWISE_TOKEN=${token}\nlabelwise pull --url ${url} --project … --version 1 --out …`
