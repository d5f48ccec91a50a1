export const orders = {
  title: 'Work orders',
  about: 'A batch of work for a vendor, paid by accepted task. Tasks come into it from the work page: pick them, then Assign.',
  make: 'New work order', name: 'Name', vendor: 'Vendor', price: 'Price of a task', priceHint: 'as 0.05', currency: 'Currency', currencyHint: 'three letters, as EUR', quantity: 'Tasks', due: 'Due', made: 'The work order is there. Assign tasks to it from the work page.',
  none: 'No work order yet.', progress: 'Accepted', payout: 'Payout', accepted: (accepted: string, quantity: string) => `${accepted} of ${quantity}`, waiting: (count: string) => `${count} answered, not decided yet`, missing: (count: string) => `${count} tasks are still to be assigned`,
  standings: { done: 'Done', late: 'Late', soon: 'Due soon', open: 'Under way' }, toWork: 'Assign tasks',
  vendors: 'Vendors', noVendor: 'No vendor yet.', noVendorRest: 'An administrator makes vendors.', newVendor: 'New vendor', people: (count: string, one: boolean) => `${count} ${one ? 'person' : 'people'}`, setPeople: 'Set people', setPeopleOf: (vendor: string) => `Set people of ${vendor}`, peopleOf: (vendor: string) => `People of ${vendor}`, peopleMeans: 'Work of a vendor goes to those of its people who annotate in the project. What somebody did before still counts for the vendor.', find: 'Find somebody',
  cost: 'Cost against budget', spent: (spent: string, budget: string) => `${spent} of ${budget}`, spentShare: (share: string) => `${share} of the budget`, perLabel: (price: string) => `${price} for each accepted task`, late: (count: string, one: boolean) => `${count} ${one ? 'work order is' : 'work orders are'} late`, toOrders: 'Work orders',
}
