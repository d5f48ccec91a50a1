/** Drawn here: a few lines each, in the colour of the text. */
const icons = {
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  hidden: 'M2 2l12 12M6.5 3.7A7 7 0 0 1 8 3.5C12 3.5 14.5 8 14.5 8a12 12 0 0 1-2 2.5M4 5a12 12 0 0 0-2.500 3S4 12.500 8 12.500a7 7 0 0 0 3-.7',
  lock: 'M4 7.500h8v6H4ZM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500',
  open: 'M4 7.500h8v6H4ZM5.500 7.500V5a2.500 2.500 0 0 1 4.800-1',
} as const

export function Icon({ of }: { of: keyof typeof icons }) {
  return <svg viewBox="0 0 16 16" width={16} height={16} fill="none" stroke="currentColor" strokeWidth={1.4} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true"><path d={icons[of]} /></svg>
}
