import { useEffect, useState, type ReactNode } from 'react'
import type { DataSpec } from '../specs/spec'
import { t } from '../i18n/texts'
import { answerGroups, chooseAnswer, chooseObjects, chosenAnswer, chosenObjects, filterNames, isOfObject, noObjects, numbers, questionOf, type TaskFilter } from './filter'

interface Props {
  spec: DataSpec
  people: readonly { user: string; name: string }[]
  /** None for whoever may not see them. */
  orders: readonly { id: string; name: string }[]
  filter: TaskFilter
  sort: string
  /** What is to change in the filter; the rest stays as it was last asked for. */
  onSet(change: TaskFilter): void
  onClear(): void
  onSort(sort: string): void
}

const typedMs = 300
const states = ['QUEUED', 'WORKING', 'SUBMITTED', 'REVIEWED'] as const

/** Everything tasks can be found by; what is set stands in the address, so that a search can be sent to somebody. */
export function FilterBar({ spec, people, orders, filter, sort, onSet, onClear, onSort }: Props) {
  const say = t.curate.filters
  const question = questionOf(spec)
  const options = question?.options?.map((option) => option.name) ?? []
  const answers = answerGroups(spec, t.curate.spec.yes, t.curate.spec.no)
  const set = (name: keyof TaskFilter, value: string) => onSet({ [name]: value || undefined })
  const choice = (name: keyof TaskFilter, label: string, choices: Choices) => (
    <Choice label={label} choices={choices} value={filter[name] ?? ''} onChosen={(value) => set(name, value)} />
  )
  const typed = (name: keyof TaskFilter, label: string, placeholder?: string): ReactNode => (
    <Typed key={name} label={label} placeholder={placeholder} isNumber={numbers.has(name)} value={filter[name] ?? ''} onTyped={(value) => set(name, value)} />
  )
  return (
    <search className="filters" aria-label={say.title}>
      {filter.numbers && choice('numbers', say.named, [[filter.numbers, say.namedTasks]])}
      {typed('q', say.name)}
      {choice('state', say.state, states.map((state) => [state, t.curate.states[state]]))}
      {options.length > 0 && (
        <Choice
          label={say.class} value={filter.class ?? ''} onChosen={(value) => set('class', value)} choices={spec.classes.length > 0 ? [] : options.map((name) => [name, name])}
          groups={spec.classes.length > 0 ? [[question!.name, options.map((name) => [name, name])], [say.objects, spec.classes.map(({ name }) => [name, name])]] : []}
        />
      )}
      {choice('annotator', say.annotator, people.map(({ user, name }) => [user, name]))}
      {options.length > 0 && choice('answered', say.answered, options.map((name) => [name, name]))}
      {spec.classes.length > 0 && (
        <>
          <Choice
            label={say.object} choices={[[noObjects, say.noObject], ...spec.classes.map(({ name }) => [name, name] as const)]}
            value={chosenObjects(filter)} onChosen={(chosen) => onSet({ ...chooseObjects(filter, chosen), ...(isOfObject(filter, answers) && { answer: undefined }) })}
          />
          {typed('minObjects', say.objectsFrom, '1')}
          {typed('maxObjects', say.objectsTo)}
        </>
      )}
      {answers.length > 0 && (
        <Choice
          label={say.answer} choices={[]} groups={answers.map(({ question, of, choices }) => [of ? `${of} · ${question}` : question, choices.map(({ value, text }) => [value, `${question}: ${text}`] as const)])}
          value={chosenAnswer(filter, answers)} onChosen={(chosen) => onSet(chooseAnswer(filter, answers, chosen))}
        />
      )}
      {choice('disputed', say.opinions, [['true', say.differ], ['false', say.agree]])}
      {choice('waiting', say.review, [['true', say.waits], ['false', say.waitsNot]])}
      {orders.length > 0 && choice('workOrder', say.workOrder, orders.map(({ id, name }) => [id, name]))}
      {typed('minConfidence', say.from, '0.5')}
      {typed('maxConfidence', say.to, '1')}
      {typed('metadata', say.metadata, 'tray:7')}
      {typed('tag', say.tag)}
      <label className="filter roomy">
        <span>{say.sort}</span>
        <select value={sort} onChange={(event) => onSort(event.target.value)}>
          <option value="import">{say.byImport}</option><option value="confidence">{say.leastSure}</option><option value="-confidence">{say.mostSure}</option>
        </select>
      </label>
      {filterNames.some((name) => filter[name]) && <button className="plain" onClick={onClear}>{say.clear}</button>}
    </search>
  )
}

type Choices = readonly (readonly [value: string, text: string])[]

/** What an address asks for stays to be seen, also where it is offered no more. */
function Choice({ label, choices, groups = [], value, onChosen }: { label: string; choices: Choices; groups?: readonly (readonly [name: string, choices: Choices])[]; value: string; onChosen(value: string): void }) {
  const all = [...choices, ...groups.flatMap(([, some]) => some)]
  const isGone = value && all.length > 0 && !all.some(([known]) => known === value)
  return (
    <label className={value ? 'filter set' : 'filter'}>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChosen(event.target.value)}>
        <option value="">{t.curate.filters.any}</option>
        {choices.map(([known, text]) => <option key={known} value={known}>{text}</option>)}
        {groups.map(([name, some]) => <optgroup key={name} label={name}>{some.map(([known, text]) => <option key={known} value={known}>{text}</option>)}</optgroup>)}
        {isGone && <option value={value}>{value}</option>}
      </select>
    </label>
  )
}

/** Asked for once the person has stopped typing. */
function Typed({ label, value, placeholder, isNumber, onTyped }: { label: string; value: string; placeholder?: string; isNumber: boolean; onTyped(value: string): void }) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => onTyped(text.trim()), typedMs)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <label className={`filter${value ? ' set' : ''}${isNumber ? ' short' : ''}`}>
      <span>{label}</span>
      <input value={text} inputMode={isNumber ? 'decimal' : undefined} placeholder={placeholder} onChange={(event) => setText(event.target.value)} onKeyDown={(event) => event.key === 'Enter' && onTyped(text.trim())} />
    </label>
  )
}
