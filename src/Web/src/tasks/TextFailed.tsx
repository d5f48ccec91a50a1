import { t } from '../i18n/texts'

/** In the place of a text that did not come. */
export function TextFailed({ onRetry }: { onRetry(): void }) {
  return <span className="calm trouble">{t.desk.textFailed} <button type="button" onClick={onRetry}>{t.desk.tryAgain}</button></span>
}
