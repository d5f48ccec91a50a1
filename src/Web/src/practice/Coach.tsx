import { t } from '../i18n/texts'
import type { ShapeKind } from '../specs/spec'
import { nextStep, type Step } from './coach'

/** What to try next, and what was tried. */
export function Coach({ steps, done, shape, onOver, onLeave }: { steps: readonly Step[]; done: ReadonlySet<Step>; shape: ShapeKind; onOver(): void; onLeave(): void }) {
  const now = nextStep(done, steps)
  const say = t.practice.steps
  return (
    <section className="note coach" aria-label={t.practice.title}>
      <p><b>{now ? t.practice.tryThis : t.practice.allTried}</b></p>
      <ol>
        {steps.map((step) => (
          <li key={step} aria-current={step === now ? 'step' : undefined}>
            <span className={done.has(step) ? 'mark-sign good' : 'mark-sign'} aria-hidden="true">{done.has(step) ? '✓' : step === now ? '▸' : '·'}</span>
            <span>{step === 'draw' ? t.practice.draw[shape] : say[step]}{done.has(step) && <span className="unseen"> {t.practice.tried}</span>}</span>
          </li>
        ))}
      </ol>
      <div className="row">
        <button type="button" className={now ? undefined : 'primary'} onClick={onOver}>{t.practice.toTasks}</button>
        <button type="button" className="plain" onClick={onLeave}>{t.practice.leave}</button>
      </div>
      <p className="unseen" role="status">{now ? (now === 'draw' ? t.practice.draw[shape] : say[now]) : t.practice.allTried}</p>
    </section>
  )
}
