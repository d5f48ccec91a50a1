import type { Texts } from '../texts'

export const projects: Texts['projects'] = {
  make: { title: '새 프로젝트', name: '이름', media: '라벨링 대상', question: '질문', questionHint: '샘플마다 무엇을 묻는지 한두 낱말로.', questionBegin: '클래스', classes: '클래스', classesHint: '한 줄에 하나씩. 나중에 이름을 바꿔도 라벨은 그대로입니다.', create: '만들기' },
  members: {
    title: '구성원', name: '이름', email: '이메일', none: '아직 구성원이 없습니다.', is: (name, role) => `${name}: ${role}`, askAdmin: (names) => `계정과 공급사는 모든 프로젝트에 쓰이므로 관리자가 만듭니다. 다음 분께 요청하세요: ${names}`, add: '구성원 추가', addIt: '추가', isMember: (name) => `이제 ${name} 님이 구성원입니다.`,
    hasAccount: (name) => `${name} 님의 계정이 있습니다`, isNew: '처음 온 사람: 계정을 새로 만듭니다', nobody: '이 이메일을 쓰는 사람이 없습니다', password: '첫 비밀번호', passwordHint: '본인에게 알려 주세요. 나중에 바꿀 수 있습니다.',
  },
  imports: { title: '가져오기', format: '형식', file: '파일', fileHint: '같은 파일을 다시 보내도 바뀌는 것은 없습니다. 받을 수 없는 것은 이유와 함께 아래에 나오고 나머지는 들어옵니다.', formats: { images: '이미지 (zip)', text: '텍스트 (JSON lines)', coco: 'COCO (zip)' },
    about: {
      images: 'JPEG, PNG, WebP, GIF, TIFF 파일을 담은 zip이며 폴더도 됩니다. 안에 manifest.jsonl을 두면 파일마다 한 줄로 식별자, 그룹, 라이선스, 출처, 메타데이터, 라벨을 적을 수 있습니다.',
      coco: '이미지와 COCO 주석 파일(.json)을 담은 zip입니다. 상자, 다각형, 키포인트가 라벨로 들어오고 클래스는 이름으로 맞춥니다. 런 길이 마스크는 읽지 않습니다.',
      text: '한 줄에 JSON 객체 하나인 파일입니다. externalId와 text가 있어야 하고 group, licence, source, metadata, labels를 더할 수 있습니다.',
    },
    example: '한 줄의 예', sending: '보내는 중…', sent: '보낸 양', import: '가져오기', lost: '보내는 중에 연결이 끊겼습니다. 아무것도 받지 않았으니 다시 보내 주세요.' },
  models: {
    register: '모델 등록', registerIt: '등록', model: '모델', modelHint: '외부 데이터가 없는 .onnx 파일', card: '카드', cardHint: 'JSON: 입력, 출력, 클래스',
    isRegistered: (name, version, provider) => `${name} 버전 ${version}을(를) 등록했습니다${provider ? ` (${provider}에서 실행)` : ''}.`,
  },
  setup: { welcome: 'Labelwise에 오신 것을 환영합니다', openLink: '서버가 처음 시작할 때 출력한 설정 링크를 여세요.', signInInstead: '로그인하기', about: '이 서버의 관리자가 됩니다.', yourName: '이름', passwordHint: '긴 문장도 좋습니다.', create: '계정 만들기', invited: '초대받으셨습니다', invitedAbout: '초대를 받은 이메일 주소로 계정을 만드세요.', openInvitation: '초대 링크 전체를 여세요.' },
  changedMeanwhile: '다른 사람이 더 새로운 버전을 저장했습니다. 고친 내용은 그대로 있습니다.',
}
