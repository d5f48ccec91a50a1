import { Component, type ReactNode } from 'react'
import { t } from '../i18n/texts'

/** What is shown instead of a page that failed. Answers are kept outside of the page, so nothing is lost. */
export class ErrorPage extends Component<{ children: ReactNode }, { failed?: Error }> {
  override state: { failed?: Error } = {}

  static getDerivedStateFromError(failed: Error) {
    return { failed }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <main className="page">
        <h1>{t.app.pageFailed}</h1>
        <p>{t.app.pageFailedRest}</p>
        <p><button className="primary" onClick={() => location.reload()}>{t.app.loadAgain}</button></p>
        <pre className="quiet">{this.state.failed.message}</pre>
      </main>
    )
  }
}
