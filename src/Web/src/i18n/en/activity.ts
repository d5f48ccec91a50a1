export const activity = {
  title: 'Activity', about: 'Who did what in this project. What is done to a single task stands in that task’s own history; reviews are counted by sitting.', when: 'When', who: 'Who', what: 'What', kind: 'Kind', any: 'all', everybody: 'everybody', from: 'From', to: 'Until', more: 'Earlier', none: 'Nothing here.', byToken: 'by API token', lookOn: 'Look on',
  kinds: {
    project: 'made the project', spec: 'changed the data spec', guideline: 'changed the guideline', pipeline: 'changed the pipeline', members: 'set a member’s roles', import: 'imported samples', predictions: 'had predictions made', version: 'sealed a version',
    bulk: 'did something to many tasks', assignment: 'assigned tasks', workOrder: 'made a work order', orderChange: 'changed a work order', reviewing: 'reviewed', reopening: 'opened a decided task again', reviews: 'asked for reviews', cancelled: 'cancelled a job', practice: 'changed the practice tasks', gold: 'changed the known answers',
  },
  facts: {
    name: 'name', version: 'version', mustRead: 'must be read', user: 'person', roles: 'roles', removed: 'removed', vendor: 'vendor', quantity: 'tasks', unitPrice: 'price', job: 'job', act: 'what', tasks: 'tasks', filter: 'all that match', kind: 'for', workOrder: 'work order', task: 'task', reason: 'why', file: 'file', format: 'format', model: 'model', accepted: 'taken', due: 'due', closed: 'closed', reopened: 'reopened', accept: 'accepted', correct: 'corrected', reject: 'rejected', until: 'until',
  },
  yes: 'yes',
}
