import { useEffect, useRef } from 'react'
import { Keys } from '../commands/KeyList'
import type { DataSpec, PropertyRule } from '../specs/spec'
import { asked } from './asked'
import { answerHere } from './choiceKeysHere'
import { choicesOf, choose, isChosen, keyOf } from './choices'
import type { Answer, LabelDocument } from './labels'
import { t } from '../i18n/texts'

interface Props {
  spec: DataSpec
  labels: LabelDocument
  /** The property that keys answer. */
  active?: string
  /** What to mend, by property. */
  wrongs?: Readonly<Record<string, string>>
  /** Keys that commands have. */
  takenKeys?: ReadonlySet<string>
  /** Little room: choices in two columns sooner. */
  compact?: boolean
  /** The labels are the model's and untouched. */
  suggested?: boolean
  /** Number keys mean something else on this page, but not to whoever is at a question. */
  keysInside?: boolean
  /** What a reference may name. */
  objects?: readonly Named[]
  /** Absent when there is nothing to change. */
  /** @param goesOn The text of a moment ago is being typed on. */
  onAnswer?(rule: PropertyRule, value: Answer | undefined, goesOn?: boolean): void
  onActive?(rule: PropertyRule): void
}

/** An object as people tell it from others. */
export interface Named {
  id: string
  name: string
}

const noKeys: ReadonlySet<string> = new Set()

/** The questions of a spec with the right control each. */
export function AnswerPanel({ spec, labels, active, wrongs = {}, takenKeys = noKeys, compact, suggested, keysInside, objects = [], onAnswer, onActive }: Props) {
  const rules = asked(spec, labels)
  return (
    <div className={suggested ? 'answers suggested' : 'answers'}>
      {rules.map((rule) => (
        <Question
          key={rule.name}
          rule={rule}
          answer={labels.properties[rule.name]}
          active={rules.length > 1 && rule.name === active}
          showKeys={!!onAnswer && rule.name === active}
          wrong={wrongs[rule.name]}
          takenKeys={takenKeys}
          twoColumnsFrom={compact ? 7 : 13}
          keysInside={keysInside}
          objects={objects}
          onAnswer={onAnswer && ((value, goesOn) => onAnswer(rule, value, goesOn))}
          onActive={() => onActive?.(rule)}
        />
      ))}
    </div>
  )
}

interface QuestionProps {
  rule: PropertyRule
  answer: Answer | undefined
  active: boolean
  showKeys: boolean
  wrong?: string
  takenKeys: ReadonlySet<string>
  twoColumnsFrom: number
  keysInside: boolean | undefined
  objects: readonly Named[]
  onAnswer?(value: Answer | undefined, goesOn?: boolean): void
  onActive(): void
}

function Question({ rule, answer, active, showKeys, wrong, takenKeys, twoColumnsFrom, keysInside, objects, onAnswer, onActive }: QuestionProps) {
  const box = useRef<HTMLFieldSetElement>(null)
  const isText = rule.type === 'text' || rule.type === 'number' || rule.type === 'reference'
  useEffect(() => {
    if (!active) return
    box.current?.scrollIntoView({ block: 'nearest' })
    if (isText) box.current?.querySelector<HTMLElement>('input, textarea, select')?.focus()
    else if (document.activeElement instanceof HTMLElement && document.activeElement.matches('.question input, .question textarea')) document.activeElement.blur()
  }, [active, isText])
  return (
    <fieldset ref={box} className={active ? 'question active' : 'question'} disabled={!onAnswer} onFocus={onActive}>
      <legend>{rule.name}{!rule.required && <span className="quiet"> {t.work.optional}</span>}</legend>
      {rule.type === 'reference' ? <ReferenceAnswer rule={rule} answer={answer} objects={objects} onAnswer={onAnswer} /> : isText ? <TextAnswer rule={rule} answer={answer} onAnswer={onAnswer} /> : (
        <Choices rule={rule} answer={answer} showKeys={showKeys} takenKeys={takenKeys} twoColumnsFrom={twoColumnsFrom} keysInside={keysInside} onAnswer={onAnswer} />
      )}
      {rule.type === 'options' && <small className="quiet">{t.work.anyNumber}</small>}
      {wrong && <small className="wrong" role="alert">{wrong}</small>}
    </fieldset>
  )
}

function Choices({ rule, answer, showKeys, takenKeys, twoColumnsFrom, keysInside, onAnswer }: Omit<QuestionProps, 'active' | 'wrong' | 'onActive' | 'objects'>) {
  const several = rule.type === 'options'
  const choices = choicesOf(rule)
  return (
    <div
      className={`choices${choices.length >= twoColumnsFrom ? ' many' : ''}${keysInside ? ' keys-inside' : ''}`} role={several ? 'group' : 'radiogroup'} aria-label={rule.name}
      onKeyDown={keysInside && onAnswer ? (event) => answerHere(event, choices.length, (index) => onAnswer(choose(rule, answer, choices[index]!)), !several) : undefined}
    >
      {choices.map((choice, index) => {
        const key = keyOf(choice, index, takenKeys)
        const chosen = isChosen(answer, choice)
        const keyWorks = showKeys || (key !== undefined && key === choice.key)
        return (
          <button
            key={choice.name}
            type="button"
            role={several ? 'checkbox' : 'radio'}
            aria-checked={chosen}
            aria-keyshortcuts={keyWorks ? key : undefined}
            className={chosen ? 'choice chosen' : 'choice'}
            onClick={() => onAnswer?.(choose(rule, answer, choice))}
          >
            {choice.color && <span className="swatch" style={{ backgroundColor: choice.color }} />}
            <span className="choice-name">{choice.name}</span>
            {onAnswer && <span className={keyWorks && key ? 'choice-key' : 'choice-key hidden'}>{key && <Keys of={key} />}</span>}
          </button>
        )
      })}
    </div>
  )
}

/** What is typed without leaving the field is one act. */
function TextAnswer({ rule, answer, onAnswer }: Pick<QuestionProps, 'rule' | 'answer' | 'onAnswer'>) {
  const typing = useRef(false)
  function type(value: Answer | undefined) {
    onAnswer?.(value, typing.current)
    typing.current = true
  }
  const leave = () => (typing.current = false)
  if (rule.type === 'number')
    return (
      <input
        type="number"
        step="any"
        min={rule.min}
        max={rule.max}
        aria-label={rule.name}
        value={typeof answer === 'number' ? answer : ''}
        onChange={(event) => type(event.target.value === '' ? undefined : event.target.valueAsNumber)}
        onBlur={leave}
      />
    )
  return (
    <textarea
      rows={2}
      aria-label={rule.name}
      value={typeof answer === 'string' ? answer : ''}
      onChange={(event) => type(event.target.value)}
      onBlur={leave}
    />
  )
}

/** One of the other objects. */
function ReferenceAnswer({ rule, answer, objects, onAnswer }: Pick<QuestionProps, 'rule' | 'answer' | 'objects' | 'onAnswer'>) {
  return (
    <select aria-label={rule.name} value={typeof answer === 'string' ? answer : ''} onChange={(event) => onAnswer?.(event.target.value || undefined)}>
      <option value="">–</option>
      {objects.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
    </select>
  )
}
