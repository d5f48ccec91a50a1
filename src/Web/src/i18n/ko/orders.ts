import type { Texts } from '../texts'

export const orders: Texts['orders'] = {
  title: '작업 주문',
  about: '공급사에 맡기는 작업 묶음이며, 승인된 작업 수로 지급합니다. 작업 화면에서 작업을 골라 배정하면 주문에 들어갑니다.',
  make: '새 작업 주문', name: '이름', vendor: '공급사', price: '작업당 단가', priceHint: '예: 0.05', currency: '통화', currencyHint: '세 글자, 예: KRW', quantity: '작업 수', due: '마감', made: '작업 주문을 만들었습니다. 작업 화면에서 작업을 배정하세요.',
  none: '아직 작업 주문이 없습니다.', progress: '승인', payout: '지급액', accepted: (accepted, quantity) => `${quantity}건 중 ${accepted}건`, waiting: (count) => `답했으나 확정 전 ${count}건`, missing: (count) => `더 배정할 작업 ${count}건`,
  standings: { done: '완료', late: '늦음', soon: '마감 임박', open: '진행 중' }, toWork: '작업 배정',
  vendors: '공급사', noVendor: '아직 공급사가 없습니다.', noVendorRest: '공급사는 관리자가 만듭니다.', newVendor: '새 공급사', people: (count) => `${count}명`, setPeople: '인원 정하기', setPeopleOf: (vendor) => `인원 정하기: ${vendor}`, peopleOf: (vendor) => `${vendor}의 인원`, peopleMeans: '공급사의 작업은 그 인원 가운데 이 프로젝트의 작업자에게 갑니다. 전에 한 일도 계속 공급사의 몫으로 셉니다.', find: '사람 찾기',
  cost: '예산 대비 비용', spent: (spent, budget) => `${budget} 중 ${spent}`, spentShare: (share) => `예산의 ${share}`, perLabel: (price) => `승인된 작업당 ${price}`, late: (count) => `작업 주문 ${count}건이 늦었습니다`, toOrders: '작업 주문',
}
