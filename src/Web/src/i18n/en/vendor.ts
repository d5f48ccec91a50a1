export const vendor = {
  title: 'My people', heading: (vendors: string) => `People of ${vendors}`, orders: 'Work orders',
  about: 'How the people of your vendor do in this project, as its curators see them. Nobody else’s are shown.', none: 'You manage no vendor whose people work here.',
  flag: {
    openOf: (name: string, flag: string) => `${name}: ${flag}`, about: 'A flag says that the answers look so, and how seldom that happens to somebody who looks. It pays or costs nothing by itself.',
    numbers: { seen: 'Seen', answers: 'In answers', byChance: 'Chance for who looks, at most', expected: { random: 'By lot', 'one-class': 'Expected', 'too-fast': 'At most', 'below-target': 'Wanted', other: 'Of somebody who looks' } },
    contest: 'Say something against it', contestHint: 'What does a curator have to know?', send: 'Send it to the curators', sent: 'The curators see it beside the flag.',
    manager: 'The manager of the vendor', curator: 'A curator',
    said: (name: string) => `${name} says against it:`, ruled: (name: string) => `${name} ruled:`, withdrawn: 'withdrawn', upheld: 'upheld', waiting: 'contested',
    rule: 'Your word on it', ruleHint: 'Why', withdraw: 'Withdraw the flag', uphold: 'Uphold the flag', isRuled: 'Your word stands beside the flag.', means: 'A flag that is withdrawn stays in sight as such, since it is worked out from answers and would come again.',
  },
  contested: 'Contested flags', contestedAbout: 'Somebody says that a flag is wrong. Until you rule, nothing changes.', own: 'What stands out in your answers',
}
