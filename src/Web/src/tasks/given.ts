/** Leases that pages of this browser have given back. */
export interface GivenBack {
  has(lease: string): boolean
  add(leases: readonly string[]): void
}

const key = 'labelwise given back'
const kept = 50

/**
 * Outlasts a reload, and the browser: nobody goes on without a network with what was given back before. Giving back is on its way while the next page asks for what is held, and may come second: a lease
 * handed out once more would then end under the person's hands, and their answer be refused.
 */
export function givenBackIn(storage: Pick<Storage, 'getItem' | 'setItem'>): GivenBack {
  const read = (): string[] => {
    try {
      return JSON.parse(storage.getItem(key) ?? '[]') as string[]
    } catch {
      return []
    }
  }
  return {
    has: (lease) => read().includes(lease),
    add(leases) {
      try {
        storage.setItem(key, JSON.stringify([...read(), ...leases].slice(-kept)))
      } catch {
        // A full or forbidden storage: as before, the server has the last word.
      }
    },
  }
}
