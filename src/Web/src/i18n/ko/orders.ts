import type { Texts } from '../texts'

export const orders: Texts['orders'] = {
  title: '작업 주문',
  about: '공급사에 맡기는 작업 묶음이며, 승인된 작업 수로 지급합니다. 작업 화면에서 작업을 골라 배정하면 주문에 들어갑니다.',
  make: '새 작업 주문', name: '이름', vendor: '공급사', price: '작업당 단가', priceHint: '예: 0.05', currency: '통화', currencyHint: '세 글자, 예: KRW', quantity: '작업 수', due: '마감', made: '작업 주문을 만들었습니다. 작업 화면에서 작업을 배정하세요.',
  none: '아직 작업 주문이 없습니다.', noneNext: '새로 만든 뒤 작업을 배정하세요.', vendorFirst: '주문은 공급사에 맡깁니다. 먼저 아래에서 공급사를 만드세요.', progress: '승인', payout: '지급액', withChecks: (count) => `작업자 확인용 ${count}건 포함`, accepted: (accepted, quantity) => `${quantity}건 중 ${accepted}건`, waiting: (count) => `답했으나 확정 전 ${count}건`, missing: (count) => `더 배정할 작업 ${count}건`,
  standings: { done: '완료', closed: '마감함', late: '늦음', soon: '마감 임박', open: '진행 중' }, toWork: '작업 배정', tasksOf: (name) => `${name}의 작업`, acts: '할 일',
  change: '바꾸기', changeOf: (name) => `바꾸기: ${name}`, changed: '작업 주문을 바꾸었습니다.', stays: (vendor, currency) => `${vendor}에 ${currency}(으)로 맡긴 주문입니다. 이것은 바뀌지 않습니다.`, priceLater: '지금부터 제출되는 작업에 적용', atLeast: (tasks) => `이미 ${tasks}건이 들어 있음`,
  since: (when, before) => `${when}부터, 그 전에는 ${before}`,
  close: '닫기', closeOf: (name) => `닫기: ${name}`, closed: (name) => `${name} 주문을 닫았습니다.`, closeMeans: (untouched, done) => `더는 작업이 들어가지 않습니다. 아무도 답하지 않은 ${untouched}건은 지금 누가 맡은 것만 빼고 주문에서 나와 누구에게나 갈 수 있습니다. 답한 ${done}건은 남아 있으며 승인되면 지급됩니다.`,
  reopen: '다시 열기', reopenOf: (name) => `다시 열기: ${name}`,
  vendors: '공급사', noVendor: '아직 공급사가 없습니다.', newVendor: '새 공급사', people: (count) => `${count}명`, setPeople: '인원 정하기', setPeopleOf: (vendor) => `인원 정하기: ${vendor}`, peopleOf: (vendor) => `${vendor}의 인원`, peopleMeans: '공급사의 작업은 그 인원 가운데 이 프로젝트의 작업자에게 갑니다. 전에 한 일도 계속 공급사의 몫으로 셉니다.', managers: (names) => `담당 ${names}`, setManagers: '담당자 정하기', setManagersOf: (vendor) => `담당자 정하기: ${vendor}`, managersOf: (vendor) => `${vendor}의 담당자`, managersMean: '자신이 구성원인 프로젝트에서 이 공급사 사람들의 성과만 볼 수 있습니다.', find: '사람 찾기',
  cost: '예산 대비 비용', spent: (spent, budget) => `${budget} 중 ${spent}`, spentShare: (share) => `예산의 ${share}`, perLabel: (price) => `승인된 작업당 ${price}`, late: (count) => `작업 주문 ${count}건이 늦었습니다`, toOrders: '작업 주문',
}
