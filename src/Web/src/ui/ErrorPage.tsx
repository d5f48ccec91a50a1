import { Component, type ReactNode } from 'react'

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
        <h1>This page has failed</h1>
        <p>What you answered is kept in this browser and goes to the server. Loading the page again usually helps.</p>
        <p><button className="primary" onClick={() => location.reload()}>Load again</button></p>
        <pre className="quiet">{this.state.failed.message}</pre>
      </main>
    )
  }
}
