import { t } from '../i18n/texts'
import { useMe } from '../app/services'
import { sayMoment } from '../ui/say'
import type { Question } from './question'

/** What was asked about, and who said what. */
export function Thread({ question }: { question: Question }) {
  const me = useMe()
  const { about, messages } = question
  return (
    <div className="thread">
      {about.passage && <blockquote>{about.passage.text}</blockquote>}
      <ol>
        {messages.map((message, i) => (
          <li key={i} className={message.answers ? 'turn answer' : 'turn'}>
            <p className="turn-head"><b>{message.by.user === me.id ? t.day.you : message.by.name}</b> <span className="quiet small">{sayMoment(message.at)}</span></p>
            <p className="said">{message.text}</p>
          </li>
        ))}
      </ol>
    </div>
  )
}
