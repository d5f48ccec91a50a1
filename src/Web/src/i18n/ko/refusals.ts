import type { Problem } from '../../api/api'
import type { Texts } from '../texts'

const states: Record<string, string> = { QUEUED: '대기', WORKING: '작업 중', SUBMITTED: '제출됨', REVIEWED: '확정됨' }

const moment = (at: string | undefined) => (at ? new Date(at).toLocaleTimeString('ko', { hour: '2-digit', minute: '2-digit' }) : '')
const megabytes = (bytes: string | undefined) => `${Math.max(1, Math.round(Number(bytes ?? 0) / 2 ** 20))}MB`
const percent = (share: number | undefined | null) => `${Math.round((share ?? 0) * 1000) / 10}%`
const seconds = ({ retryAfter }: Problem) => (retryAfter ? `${retryAfter}초 뒤에` : '잠시 뒤에')

export const refusals: Texts['refusals'] = {
  problems: {
    'already-exists': () => '같은 식별자를 가진 것이 이미 있습니다.',
    'beyond-token': () => '이 API 토큰으로는 할 수 없는 일입니다.',
    'card-contradicts-model': () => '카드의 내용이 모델과 맞지 않습니다.',
    'changed-meanwhile': () => '그사이 다른 사람이 바꾸었습니다. 내용을 확인하고 다시 시도해 주세요.',
    'classes-not-in-spec': ({ facts }) => `데이터 명세에 없는 클래스입니다: ${facts?.classes ?? ''}. 클래스는 이름으로 맞춥니다.`,
    'cross-site': () => '이 사이트의 화면에서 보낸 요청만 받습니다.',
    'does-not-fit': () => '이 작업의 라벨은 지금의 데이터 명세에 맞지 않습니다.',
    'does-not-conform': ({ violations }) => (violations?.length ? `잘못된 곳이 ${violations.length}군데 있습니다.` : '내용이 규칙에 맞지 않습니다.'),
    'draft-too-large': () => '임시 저장할 내용이 너무 큽니다.',
    'duplicate-member': () => '같은 항목이 두 번 있습니다.',
    'email-taken': () => '이 이메일 주소를 쓰는 계정이 이미 있습니다.',
    forbidden: () => '이 일을 할 권한이 없습니다. 큐레이터에게 문의하세요.',
    'guideline-not-acknowledged': ({ facts }) => `먼저 가이드라인 버전 ${facts?.version ?? ''}을(를) 읽고 확인해 주세요. 그러면 작업이 나옵니다.`,
    'idempotency-key-reused': () => '같은 요청 번호가 다른 내용에 쓰였습니다. 다시 시도해 주세요.',
    'image-not-supported': () => '브라우저에서 볼 수 없는 그림입니다. PNG, JPEG, WebP, GIF를 쓰세요.',
    'lease-lost': ({ facts }) => `이 작업의 보유 시간이 ${moment(facts?.at)}에 끝났고, 더 필요한 의견이 없습니다. 임시 저장한 내용은 남아 있습니다.`,
    'malformed-json': () => '보낸 내용이 올바른 JSON이 아닙니다.',
    'malformed-request': () => '요청의 형식이 올바르지 않습니다.',
    'model-custom-operators': () => '이 모델은 사용자 정의 연산자를 써서 불러올 수 없습니다.',
    'model-damaged': () => '모델 파일이 손상되었습니다.',
    'model-does-not-fit': () => '이 모델은 프로젝트의 데이터와 맞지 않습니다.',
    'model-external-data': () => '외부 데이터를 쓰는 모델은 받을 수 없습니다.',
    'model-not-loaded': () => '모델을 불러올 수 없습니다.',
    'model-too-large': () => '모델이 너무 큽니다.',
    moved: () => '필요한 것이 다른 서버로 옮겨졌습니다. 다시 시도해 주세요.',
    'no-such-version': () => '그런 버전은 없습니다.',
    'not-available': () => '지금은 이 작업을 맡을 수 없습니다.',
    'not-found': () => '없는 항목이거나 볼 권한이 없습니다.',
    'not-signed-in': () => '먼저 로그인해 주세요. 세션이 없거나 끝났습니다.',
    'not-your-lease': () => '이 작업은 내가 맡은 것이 아닙니다. 다음 작업을 받으세요.',
    overloaded: (problem) => `서버가 바쁩니다. 아무것도 시작하지 않았으니 ${seconds(problem)} 다시 시도해 주세요.`,
    'own-account': () => '내 계정은 다른 관리자만 없앨 수 있습니다.',
    'question-closed': () => '이 질문은 닫혔습니다. 새로 질문해 주세요.',
    'review-held': ({ facts }) => `다른 검수자가 ${moment(facts?.until)}까지 이 작업을 보고 있습니다.`,
    'secret-not-valid': () => '이 링크는 이미 쓰였거나, 만료되었거나, 이 서버의 것이 아닙니다.',
    stopping: () => '서버를 멈추는 중입니다.',
    'store-busy': () => '저장소가 바쁩니다. 다시 시도해 주세요.',
    'store-full': () => '서버의 저장 공간이 가득 찼습니다. 운영자에게 알려 주세요.',
    'store-unavailable': () => '서버가 지금 저장할 수 없습니다. 다시 시도해 주세요.',
    'thread-full': () => '이 질문에는 더 쓸 수 없습니다.',
    'token-already-made': () => '이 토큰은 이미 만들어 보여 드렸습니다. 잃어버렸다면 폐기하고 새로 만드세요.',
    'too-large': ({ facts }) => `너무 큽니다. ${megabytes(facts?.bytes)}까지 받습니다.`,
    'too-many-attempts': (problem) => `비밀번호를 너무 많이 틀렸습니다. ${seconds(problem)} 다시 시도해 주세요.`,
    'too-many-examples': () => '연습 작업을 더 넣을 수 없습니다.',
    'too-many-pictures': () => '가이드라인에 그림을 더 넣을 수 없습니다.',
    'too-many-requests': (problem) => `요청이 너무 많습니다. ${seconds(problem)} 다시 시도해 주세요.`,
    'too-many-tokens': () => '토큰이 너무 많습니다. 먼저 하나를 폐기하세요.',
    'too-many-watches': () => '한 번에 볼 수 있는 프로젝트 수를 넘었습니다.',
    'too-slow': () => '시간이 너무 오래 걸렸습니다. 다시 시도해 주세요.',
    unexpected: ({ facts }) => `서버에 문제가 생겼습니다. 바뀐 것은 없는 것으로 보입니다. 운영자에게 이 번호를 알려 주세요: ${facts?.trace ?? ''}`,
    'unknown-member': () => '알 수 없는 항목이 있습니다.',
    'unknown-parameter': () => '알 수 없는 조건이 있습니다.',
    'wrong-credentials': () => '이메일 주소나 비밀번호가 틀렸습니다.',
    'wrong-media-type': ({ facts }) => `이 형식으로 보내야 합니다: ${facts?.wanted ?? ''}`,
    'wrong-state': ({ facts }) => `이 작업의 상태(${states[facts?.state ?? ''] ?? '알 수 없음'})에서는 할 수 없는 일입니다.`,
  },
  violations: {
    'bad-cursor': '목록의 위치가 올바르지 않습니다.', 'bad-parameter': '조건의 값이 올바르지 않습니다.', 'clip-needs-box': '잘라 내기는 상자에만 쓸 수 있습니다.', 'cyclic-condition': '조건이 서로를 가리킵니다.',
    'duplicate-id': '같은 식별자가 두 번 있습니다.', 'duplicate-name': '같은 이름이 두 번 있습니다.', 'duplicate-member': '같은 항목이 두 번 있습니다.', 'missing-member': '꼭 있어야 하는 항목이 없습니다.', 'not-a-member': '그 일을 할 수 있는 구성원이 아닙니다.',
    'not-a-time': '시각이 아닙니다.', 'not-an-email': '이메일 주소가 아닙니다.', 'not-an-id': '식별자가 아닙니다.', 'not-wanted': '여기에는 필요하지 않은 항목입니다.', 'not-yours': '볼 권한이 없는 조건입니다.', 'out-of-range': '값이 범위를 벗어났습니다.',
    required: '답이 필요합니다.', 'too-short': '너무 짧습니다.', 'type-changed': '이미 쓰이는 질문의 종류는 바꿀 수 없습니다.', 'unknown-class': '데이터 명세에 없는 클래스입니다.', 'unknown-member': '알 수 없는 항목입니다.', 'unknown-parameter': '알 수 없는 조건입니다.',
    'unknown-point': '데이터 명세에 없는 점입니다.', 'unknown-value': '쓸 수 없는 값입니다.', 'wrong-media': '이 프로젝트의 데이터와 맞지 않습니다.', 'wrong-shape': '이 클래스의 도형이 아닙니다.', 'wrong-type': '값의 종류가 맞지 않습니다.',
  },
  records: {
    'bad-entry-name': '쓸 수 없는 파일 이름입니다.', 'duplicate-entry-name': '같은 이름의 파일이 두 번 있습니다.', 'entry-is-link': '링크는 받지 않습니다.', 'entry-encrypted': '암호화된 파일입니다.', 'entry-too-large': '파일이 너무 큽니다.', 'entry-damaged': '파일이 손상되었습니다.', 'entry-ratio': '지나치게 압축된 파일입니다.',
    'image-damaged': '그림 파일이 손상되었습니다.', 'image-too-large': '그림이 너무 큽니다.', 'image-not-supported': '지원하지 않는 그림 형식입니다.', 'image-empty': '빈 파일입니다.', 'file-not-in-zip': 'zip에 그 파일이 없습니다.', 'malformed-json': '올바른 JSON이 아닙니다.', 'text-empty': '빈 텍스트입니다.', 'text-too-long': '텍스트가 너무 깁니다.',
    'zip-bomb': '압축을 풀면 너무 큽니다.', 'zip-damaged': 'zip 파일이 손상되었습니다.', 'wrong-state': '이 작업의 상태에서는 할 수 없는 일입니다.', 'not-available': '확정되었거나, 이미 다른 주문에 있거나, 주문한 수를 넘는 작업입니다.', 'unknown-category': '데이터 명세에 없는 분류입니다.',
  },
  certificates: {
    off: () => '파이프라인이 모든 것을 사람에게 맡깁니다.',
    collecting: ({ pooled }) => `감사 ${pooled?.audits ?? 0}건${pooled?.needed ? ` / 최소 ${pooled.needed}건` : ''}. 인증될 때까지 사람이 확정합니다.`,
    certified: ({ pooled, maxError, confidence }) => `예측한 작업의 ${percent(pooled?.share)}를 모델이 확정합니다. 오류는 신뢰도 ${percent(confidence)}로 ${percent(maxError)} 미만입니다.`,
    broken: () => '나중의 감사에서 인증이 깨졌습니다. 더는 자동으로 승인하지 않으며, 승인했던 것은 검수합니다.',
    unattainable: () => '어떤 인증도 얻을 수 없어 사람이 확정합니다.',
  },
  flags: {
    'one-class': '거의 한 클래스로만 답합니다', 'too-fast': '너무 빨리 답합니다', 'below-target': '정확도가 목표보다 낮습니다', copying: '다른 사람의 실수를 따라 합니다', pattern: '앞의 답에 따라 규칙적으로 답합니다', random: '그림과 상관없이 답합니다', 'stopped-looking': '어느 때부터 보지 않고 답합니다',
  },
  findings: {
    'near-duplicates': '거의 같은 그림인데 라벨이 다릅니다.', 'label-error': '모델은 확신을 가지고 다르게 답합니다.', tiny: '도형이 아주 작습니다.', outside: '도형이 그림 밖으로 나갑니다.', 'drawn-twice': '같은 곳에 두 번 그렸습니다.', 'odd-size': '같은 클래스의 다른 것보다 크기가 많이 다릅니다.',
  },
}
