import type { Texts } from '../texts'

export const bench: Texts['bench'] = {
  title: '모델',
  measuredOn: '측정 대상', split: '분할', wholeVersion: '전체', noVersions: '후보는 봉인된 버전의 라벨로 측정합니다.', sealOne: '버전 봉인',
  candidates: '후보', model: '모델', version: '버전', trainedOn: '학습 데이터', registered: '등록', acts: '할 일', compare: '비교', notMeasured: '측정 안 함', notMeasuredYet: '아직 측정한 것이 없습니다',
  measure: '측정', measureOf: (name) => `${name} 측정`, measuringOf: (name) => (name ? `${name} 평가` : '평가'), predict: '예측', predictBy: (name) => `${name}(으)로 모든 샘플 예측`, predicting: '모델이 모든 샘플을 예측합니다. 진행은 아래에 보입니다.',
  look: (name) => `${name} 보기`, noneFits: '이 프로젝트가 묻는 것에 답하는 모델이 없습니다.', others: (count) => `이 프로젝트에 맞지 않는 모델 (${count})`, otherProject: '다른 프로젝트', noModels: '아직 모델이 없습니다. 아래에서 등록하세요.', ofSamples: (count) => `${count}건 중`,
  mayHaveSeen: '학습에 포함됐을 수 있음', mayHaveSeenMeans: '카드에 따르면 이 샘플이 들어 있을 수 있는 버전이나 분할로 학습했습니다. 수치가 실제보다 좋을 수 있습니다.',
  pickTwo: '두 개를 고르면 비교합니다.', intervalMeans: (share) => `구간은 참값을 ${share}의 확률로 포함합니다.`,
  between: (low, high) => `${low}에서 ${high} 사이`,
  metrics: {
    overall: '전체', accuracy: '정확도', macroF1: '매크로 F1', precision: '정밀도', recall: '재현율', f1: 'F1', mAP: 'mAP', AP50: 'AP50', AP75: 'AP75', AR100: 'AR100', APsmall: 'AP 작음', APmedium: 'AP 중간', APlarge: 'AP 큼', AP: 'AP',
    exact: '완전 일치', cer: '문자 오류율',
  },
  metric: '지표', class: '클래스', labels: '라벨', difference: '차이', beyondChance: '우연 이상', isBetter: '더 좋음', isWorse: '더 나쁨', maybeChance: '우연일 수 있음',
  comparison: (second, first) => `${second}와(과) ${first} 비교`, nothingToCompare: '비교할 것이 없습니다.',
  noDifference: (metric) => `${metric}(으)로는 우연 이상의 차이가 없습니다.`, better: (name, metric, by) => `${name}이(가) ${metric}에서 ${by}만큼 더 좋습니다. 우연으로 설명되지 않는 차이입니다.`,
  mcNemar: (first, onlyFirst, second, onlySecond) => `한쪽만 맞힌 샘플: ${first} ${onlyFirst}건, ${second} ${onlySecond}건.`,
  measuredOnSamples: (samples, version, split) => `${version}${split ? `, 분할 ${split}` : ''}의 샘플 ${samples}건`,
  latency: '한 건', latencyMeans: (count) => `이 서버에서 한 건씩 예측한 ${count}건의 중앙값(저장된 파일에서 답까지)`, throughput: '한꺼번에', leftOut: '제외', leftOutCounts: (failures, unlabeled) => `예측 없음 ${failures}건(오답 처리), 라벨 없음 ${unlabeled}건`,
  workingScore: (score) => `AP는 모든 상자를 셉니다. 정밀도, 재현율, F1은 점수 ${score} 이상인 상자를 IoU 0.5부터 정답으로 봅니다.`,
  byClass: '클래스별', confusion: '무엇을 무엇으로 보는가', axes: '라벨 ↓ 모델 →', noAnswer: '답 없음', cell: (count, truth, said) => `${count} · 라벨 ${truth}, 모델 ${said}인 샘플 수`,
  slices: '샘플의 부분별', slice: '부분', samples: '샘플', standsOut: '나머지보다 나쁨', sliceNames: { source: '출처', group: '그룹', class: '클래스' },
  worst: '가장 나쁜 오류', label: '라벨', modelSays: '모델', noErrors: '오류가 없습니다.', more: '더 보기', labeled: (name) => `라벨 ${name}`, saidTo: (name) => `모델 ${name}`,
  boxesSaid: (labels, found) => `라벨 ${labels}개, 찾은 것 ${found}개`, saidInstead: (said, truth) => `${truth}인데 ${said}(이)라고 답함`,
  brought: {
    title: '다른 곳에서 만든 예측 측정', name: '무엇의 예측인지', nameHint: '프로그램과 버전 등', file: '예측 파일', fileHint: '한 줄에 하나: {"externalId": …, "labels": …, "confidence": 0.9}', property: '측정할 속성', propertyHint: '샘플의 속성. 비우면 상자, 없으면 첫 선택 또는 텍스트', send: '측정', elsewhere: '다른 곳에서 만듦',
  },
  runs: '예측 실행', noRuns: '아직 예측한 모델이 없습니다.', run: '예측 실행',
  learning: {
    title: '라벨을 더 모으면', target: '목표', none: '곡선을 그리려면 한 모델의 버전 셋이 서로 다른 수의 라벨로 학습되고 같은 샘플로 측정되어야 합니다. 무엇으로 학습했는지 카드에 적으세요:',
    unplaced: (count) => `평가 ${count}건은 카드에 학습 데이터가 적혀 있지 않습니다.`, axis: '학습한 라벨 수', point: (labels, value) => `라벨 ${labels}개: ${value}`, series: '곡선',
    reached: (labels, low, high) => `라벨 ${labels}개면 도달할 것으로 보입니다(${low}–${high})`, more: (more) => `지금보다 ${more}개 더`, cost: (cost) => `약 ${cost}`, never: '지금까지의 측정으로는 라벨을 더 모아도 도달한다고 말할 수 없습니다.', forever: '끝없이',
    means: '측정한 점을 지나는 역거듭제곱 곡선입니다. 띠는 평가 샘플에서 오는 불확실성이며, 점이 그 이상으로 곡선에서 벗어나면 넓어집니다.', ceiling: (value) => `${value}에서 멈춥니다.`,
  },
  online: {
    title: '사람과 함께', none: '예측이 있는 작업에 답한 사람이 아직 없습니다.', who: '예측', answers: '답', different: '예측과 다름', median: '시간 중앙값', shown: '보여 줌', hidden: '숨김', without: '없음', names: { import: '가져온 라벨', brought: '외부 예측' },
    factor: (name, value, low, high) => `${name}의 예측을 보여 주면 답하는 시간이 없을 때의 ${value}입니다(${low}–${high}).`,
  },
  pull: {
    title: '버전 가져가기', sealed: (when, samples) => `${when} 봉인, 샘플 ${samples}건`, card: '이 버전으로 학습한 모델의 카드에 적으면 곡선에 자리를 잡습니다(분할이 없으면 빼세요):', register: '모델 등록(내가 할 수 있는 모든 일을 하는 토큰으로):',
  },
}
