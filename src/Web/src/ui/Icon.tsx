/** Drawn here: a few lines each, in the colour of the text. */
const icons = {
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  hidden: 'M2 2l12 12M6.5 3.7A7 7 0 0 1 8 3.5C12 3.5 14.5 8 14.5 8a12 12 0 0 1-2 2.5M4 5a12 12 0 0 0-2.500 3S4 12.500 8 12.500a7 7 0 0 0 3-.7',
  lock: 'M4 7.500h8v6H4ZM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500',
  open: 'M4 7.500h8v6H4ZM5.500 7.500V5a2.500 2.500 0 0 1 4.800-1',
  undo: 'M5.500 3 2 6.500 5.500 10M2 6.500h7.500a4 4 0 0 1 0 8H7',
  redo: 'M10.500 3 14 6.500 10.500 10M14 6.500H6.500a4 4 0 0 0 0 8H9',
  bin: 'M2.500 4.500h11M6 4.500V2.500h4v2M4 4.500l.7 9h6.600l.7-9M6.600 7v4M9.400 7v4',
  check: 'M2.500 8.500 6.500 12.500 13.500 4',
  closer: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.600 10.600 14.500 14.500M4.800 7h4.400M7 4.800v4.400',
  farther: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.600 10.600 14.500 14.500M4.800 7h4.400',
  whole: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4',
} as const

export function Icon({ of }: { of: keyof typeof icons }) {
  return <svg viewBox="0 0 16 16" width={16} height={16} fill="none" stroke="currentColor" strokeWidth={1.4} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true"><path d={icons[of]} /></svg>
}
