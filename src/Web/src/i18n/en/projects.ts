export const projects = {
  make: { title: 'New project', name: 'Name', media: 'What is labeled', question: 'Question', questionHint: 'What is asked of each sample, in a word or two.', questionBegin: 'class', classes: 'Classes', classesHint: 'One a line. They can be renamed later without losing labels.', create: 'Create' },
  members: {
    title: 'Members', name: 'Name', email: 'E-mail', none: 'No members yet.', is: (name: string, role: string) => `${name} is ${role}`, askAdmin: (names: string) => `Accounts and vendors are an administrator’s to make, since they are there for all projects. Ask ${names}.`, add: 'Add somebody', addIt: 'Add', isMember: (name: string) => `${name} is a member now.`,
    hasAccount: (name: string) => `${name} has an account`, isNew: 'New here: an account will be made', nobody: 'Nobody has this e-mail', password: 'First password', passwordHint: 'Tell it to them; they can change it.',
  },
  imports: { title: 'Import', format: 'Format', file: 'File', fileHint: 'The same file again changes nothing. What cannot be taken is named below with the reason; the rest comes in.', formats: { images: 'Images (zip)', text: 'Texts (JSON lines)', coco: 'COCO (zip)' },
    about: {
      images: 'A zip of JPEG, PNG, WebP, GIF or TIFF files, folders too. A manifest.jsonl in it may say more of each file, a line each: its id, group, licence, source, metadata and labels.',
      coco: 'A zip of images with COCO annotation files (.json): boxes, polygons and key points come as labels, classes by name; run-length masks do not.',
      text: 'A file with a JSON object a line: externalId and text; group, licence, source, metadata and labels if there are any.',
    },
    example: 'A line as an example', sending: 'Sending…', sent: 'Sent', import: 'Import', lost: 'The connection was lost while sending. Nothing was taken; send it again.' },
  models: {
    register: 'Register a model', registerIt: 'Register', model: 'Model', modelHint: 'An .onnx file without external data', card: 'Card', cardHint: 'JSON: input, outputs, classes',
    isRegistered: (name: string, version: number, provider: string | undefined) => `${name}, version ${version}, is registered${provider ? ` and runs on ${provider}` : ''}.`,
  },
  setup: { welcome: 'Welcome to Labelwise', openLink: 'Open the set-up link that the server printed when it first started.', signInInstead: 'Sign in instead', about: 'You will be the administrator of this server.', yourName: 'Your name', passwordHint: 'A whole sentence is fine.', create: 'Create the account', invited: 'You are invited', invitedAbout: 'Make your account with the e-mail address that the invitation was sent to.', openInvitation: 'Open the whole link of your invitation.' },
  changedMeanwhile: 'Somebody else has saved a newer version; yours is kept.',
}
