import type { Texts } from '../texts'

export const profile: Texts['profile'] = {
  title: '내 정보', open: '내 정보와 API 토큰', account: '계정', here: '이 브라우저에서', look: '화면', looks: { system: '기기 설정대로', light: '밝게', dark: '어둡게' }, zone: '시각 표시 기준', zoneOfDevice: (name) => `이 기기의 시간대 (${name})`,
  tokens: 'API 토큰', aboutTokens: '명령줄(LABELWISE_TOKEN)이나 야간 내려받기처럼 내 이름으로 일하는 프로그램에 씁니다. 토큰의 권한은 내 권한을 넘지 않습니다.',
  name: '이름', scope: '권한', scopes: { read: '보기와 내려받기', full: '내가 할 수 있는 모든 일' }, made: '만든 때', expires: '만료', used: '마지막 사용', never: '없음', revoke: '폐기', revokeOne: (name) => `${name} 폐기`, revoked: (name) => `${name} 토큰을 폐기했습니다.`, noTokens: '아직 토큰이 없습니다.', expired: '만료됨',
  newToken: '새 토큰', nameHint: '어디에 쓰는지', lasts: '기간', days: (days) => `${days}일`, create: '토큰 만들기',
  shown: '지금 복사하세요. 다시 보여 주지 않습니다.', theToken: '새 토큰', use: '쓰는 법', done: '복사했습니다',
  passwordEnds: '비밀번호를 바꾸면 다른 모든 세션과 모든 API 토큰이 끝납니다.',
}
