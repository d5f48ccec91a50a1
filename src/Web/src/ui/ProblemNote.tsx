import { sayProblem, sayViolation, type Problem } from '../api/api'

/** What was refused, in words, with each thing named. */
export function ProblemNote({ problem }: { problem: Problem | undefined | null }) {
  if (!problem) return null
  return (
    <div className="note bad" role="alert">
      <p>{sayProblem(problem)}</p>
      {problem.violations && problem.violations.length > 0 && (
        <ul>
          {problem.violations.slice(0, 50).map((violation, i) => (
            <li key={i}>{violation.pointer && <code>{violation.pointer}</code>} {sayViolation(violation)}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
