import type { Texts } from '../texts'

export const vendor: Texts['vendor'] = {
  title: '담당 인원', heading: (vendors) => `${vendors} 인원`, orders: '작업 주문',
  about: '담당하는 공급사 사람들이 이 프로젝트에서 어떻게 하고 있는지, 큐레이터가 보는 그대로 보여 줍니다. 다른 사람은 보이지 않습니다.', none: '이 프로젝트에서 일하는 공급사 가운데 담당하는 곳이 없습니다.',
  flag: {
    openOf: (name, flag) => `${name}: ${flag}`, about: '표시는 답이 그렇게 보인다는 것과, 제대로 보고 답하는 사람에게 그런 일이 얼마나 드문지를 말할 뿐입니다. 그것만으로 지급액이 달라지지는 않습니다.',
    numbers: { seen: '본 값', answers: '답의 수', byChance: '제대로 보는 사람에게 이런 일이 있을 확률(최대)', expected: { random: '제비뽑기라면', 'one-class': '기대되는 값', 'too-fast': '많아야', 'below-target': '목표', other: '제대로 보는 사람이라면' } },
    contest: '이의 제기', contestHint: '큐레이터가 알아야 할 것은 무엇인가요?', send: '큐레이터에게 보내기', sent: '큐레이터가 표시 옆에서 보게 됩니다.',
    manager: '공급사 담당자', curator: '큐레이터',
    said: (name) => `${name} 님의 이의:`, ruled: (name) => `${name} 님의 판단:`, withdrawn: '철회됨', upheld: '유지됨', waiting: '이의 제기됨',
    rule: '내 판단', ruleHint: '이유', withdraw: '표시 철회', uphold: '표시 유지', isRuled: '판단이 표시 옆에 남습니다.', means: '철회한 표시도 철회된 것으로 계속 보입니다. 답에서 계산되므로 지워도 다시 나타나기 때문입니다.',
  },
  contested: '이의가 제기된 표시', contestedAbout: '표시가 틀렸다는 의견입니다. 판단할 때까지 아무것도 바뀌지 않습니다.', own: '내 답에서 눈에 띄는 점',
}
