import type { Texts } from '../texts'

export const person: Texts['person'] = {
  back: '품질', nothing: '아직 답한 것이 없어 말할 것이 없습니다.',
  submitted: '제출', accuracy: '정확도', accuracyMeans: '검토자, 정답 작업, 모델, 다른 사람 등 알려진 모든 것을 바탕으로 합니다.',
  others: '다른 사람들에 비추어', othersMeans: '같은 작업에 대한 다른 모든 사람의 답에 비추어 얼마나 자주 맞는지입니다. 본인의 답은 빼고 셉니다. 확실하지 않을 때만 의견을 더 묻는 경우에는 가장 어려운 작업들입니다.',
  known: '정답 작업', self: '같은 답 반복', selfMeans: '같은 작업을 다시 받았을 때 자신의 앞선 답과 얼마나 같은지입니다.',
  reviewed: '검토 통과', time: '작업당 시간', beside: (own, others) => `다른 사람도 답한 작업에서 ${own}, 다른 사람들은 ${others}`,
  error: '고쳐야 할 글자', errorMeans: '작성한 글을 검토자가 승인한 글과 비교한 값입니다.',
  classes: '클래스별', classesMeans: '다른 모든 사람의 답으로 보아 그 클래스인 작업 가운데 맞게 답한 비율입니다. 확실하지 않을 때만 의견을 더 묻는 경우에는 가장 어려운 작업들이어서 누구나 전체보다 정답률이 낮습니다. 막대가 넓으면 아직 아는 것이 적습니다.', class: '클래스', right: '정답률', instead: '가장 자주 대신 답한 것',
  fittedMeans: '그 클래스인 작업 가운데 맞게 답한 비율입니다. 모델의 예측과 함께 혼자 답해 정해진 작업까지 모든 답이 들어가며, 각 답은 그 작업에 대한 모든 의견을 함께 보아 셉니다. 괄호 안은 근거가 된 작업 수이고, 막대가 넓으면 아직 아는 것이 적습니다.',
  sharedClasses: '다른 사람도 답한 작업에서', knownRight: '정답 작업에서의 정답률',
  changes: '변화',
  change: {
    learned: (before, after, since) => `${since}부터 더 자주 맞습니다. 그 전 ${before}, 이후 ${after}.`,
    declined: (before, after, since) => `${since}부터 덜 맞습니다. 그 전 ${before}, 이후 ${after}.`,
    tires: (before, after) => `이어서 일한 지 세 시간째부터 덜 맞습니다. 첫 시간 ${before}, 이후 ${after}.`,
  },
  labelsChange: {
    learned: (before, after, since) => `${since}부터 레이블을 덜 고치게 됩니다. 검토자가 고친 결과와 닮은 정도: 그 전 ${before}, 이후 ${after}.`,
    declined: (before, after, since) => `${since}부터 레이블을 더 고치게 됩니다. 검토자가 고친 결과와 닮은 정도: 그 전 ${before}, 이후 ${after}.`,
    tires: (before, after) => `이어서 일한 지 세 시간째부터 레이블을 더 고치게 됩니다. 검토자가 고친 결과와 닮은 정도: 첫 시간 ${before}, 이후 ${after}.`,
  },
  within: (share, low, high) => `${share} (${low} – ${high})`,
  chance: (chance) => `변하지 않는 사람이 이렇게 보일 확률은 아무리 자주 보아도 ${chance} 이하입니다.`,
  report: { open: '보고서', hidden: '이름 없이', hiddenMeans: '사람은 번호로만 나옵니다. 이름도 주소도 들어가지 않습니다.' },
  dispute: {
    contest: '이의 제기', contestOf: (name) => `${name}의 결정에 이의 제기`, title: '결정에 이의 제기', about: '큐레이터가 이 내용을 봅니다. 작업이 다시 검토되면 그때 확정된 라벨로 내 수치가 다시 계산됩니다.',
    own: '내가 이의를 제기한 결정', inbox: '이의가 제기된 결정', sample: '샘플', who: '누구', said: '답', decided: '결정', against: '이의', open: '다시 보는 중', waits: '아직 큐레이터가 판단하지 않았습니다.',
    again: '다시 검토합니다.', upheld: '유지되었습니다.', uphold: '유지', reviewAgain: '다시 검토', rulingWhy: (name) => `${name}에 대한 판단`, rulingPlaceholder: '이유(당사자가 봅니다)',
  },
  theySaid: '답:', mixesUp: '혼동하는 것', drawnOtherwise: '검토자가 고친 그림', paceOverTime: '날짜별 작업당 시간', openTask: (name) => `${name} 열기`,
}
