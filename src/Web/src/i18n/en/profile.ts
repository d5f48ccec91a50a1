export const profile = {
  title: 'Profile', open: 'Profile and API tokens', account: 'Account', here: 'In this browser', look: 'Look', looks: { system: 'as the device', light: 'light', dark: 'dark' }, zone: 'Times are shown in', zoneOfDevice: (name: string) => `the zone of this device (${name})`,
  tokens: 'API tokens', aboutTokens: 'For programs that act in your name, such as the command line (LABELWISE_TOKEN) or a nightly pull. A token never may more than you may.',
  name: 'Name', scope: 'May', scopes: { read: 'look and pull', full: 'do all that you may' }, made: 'Made', expires: 'Expires', used: 'Last used', never: 'never', revoke: 'Revoke', revokeOne: (name: string) => `Revoke ${name}`, revoked: (name: string) => `${name} is revoked.`, noTokens: 'No token yet.', expired: 'expired',
  newToken: 'New token', nameHint: 'What it is for', lasts: 'For', days: (days: string) => `${days} days`, create: 'Make the token',
  shown: 'Copy it now: it is not shown again.', theToken: 'The new token', use: 'Use it like this', done: 'I have copied it',
  passwordEnds: 'A new password ends every other session and every API token.',
}
