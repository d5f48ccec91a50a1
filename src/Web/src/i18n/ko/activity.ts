import type { Texts } from '../texts'

export const activity: Texts['activity'] = {
  title: '활동 기록', about: '이 프로젝트에서 누가 무엇을 했는지 보여 줍니다. 작업 하나에 한 일은 그 작업의 이력에 있고, 검수는 한 번에 이어서 한 만큼 묶어 셉니다.', when: '언제', who: '누가', what: '무엇을', kind: '종류', any: '전체', everybody: '모두', from: '부터', to: '까지', more: '더 이전', none: '기록이 없습니다.', byToken: 'API 토큰으로', lookOn: '더 찾기',
  kinds: {
    project: '프로젝트 만들기', spec: '데이터 명세 변경', guideline: '가이드라인 변경', pipeline: '파이프라인 변경', members: '구성원 역할 변경', import: '샘플 가져오기', predictions: '예측 실행', version: '버전 봉인',
    bulk: '여러 작업 일괄 처리', assignment: '작업 배정', workOrder: '작업 주문 만들기', orderChange: '작업 주문 변경', reviewing: '검수', reopening: '확정된 작업 다시 열기', reviews: '검수 요청', cancelled: '작업 취소', practice: '연습 작업 변경', gold: '정답 작업을 바꿈',
  },
  facts: {
    name: '이름', version: '버전', mustRead: '필독', user: '사람', roles: '역할', removed: '제외', vendor: '공급사', quantity: '작업 수', unitPrice: '단가', job: '처리 번호', act: '내용', tasks: '작업', filter: '조건', kind: '용도', workOrder: '작업 주문', task: '작업', reason: '이유', file: '파일', format: '형식', model: '모델', accepted: '받은 수', due: '마감', closed: '닫음', reopened: '다시 엶', accept: '승인', correct: '수정', reject: '반려', until: '까지',
  },
  yes: '예',
}
