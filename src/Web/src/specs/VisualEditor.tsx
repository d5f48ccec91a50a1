import { t } from '../i18n/texts'
import { freeName, moved, newClass, optionOf, removed, replaced, retyped, shapesOf, type GivenProperty, type SpecDocument } from './editing'
import type { ClassRule, PropertyRule, ShapeKind } from './spec'

interface Props {
  document: SpecDocument
  onChange(document: SpecDocument): void
}

const types = ['option', 'options', 'text', 'number', 'boolean', 'reference'] as const

/** Classes and questions as rows to fill in; what has no row here stays as the JSON beside it says. */
export function VisualEditor({ document, onChange }: Props) {
  const say = t.curate.spec
  const classes = document.classes ?? []
  return (
    <div className="stack visual">
      <label className="row"><span>{say.media}</span>
        <select className="short" value={document.media ?? 'image'} onChange={(event) => onChange({ ...document, media: event.target.value as 'image' })}>
          {(['image', 'text', 'textPair'] as const).map((media) => <option key={media} value={media}>{say.medias[media]}</option>)}
        </select>
      </label>
      <fieldset>
        <legend>{say.classes}</legend>
        {classes.map((rule, at) => (
          <ClassRow
            key={at} rule={rule} shapes={shapesOf[document.media ?? 'image']} properties={(rule.properties ?? []) as GivenProperty[]}
            onChange={(change) => onChange({ ...document, classes: replaced(classes, at, change) })}
            onMove={(by) => onChange({ ...document, classes: moved(classes, at, by) })} onRemove={() => onChange({ ...document, classes: removed(classes, at) })}
          />
        ))}
        <button type="button" onClick={() => onChange({ ...document, classes: [...classes, newClass(document, say.aClass)] })}>{say.addClass}</button>
      </fieldset>
      <fieldset>
        <legend>{say.questions}</legend>
        <Properties properties={document.properties ?? []} onChange={(properties) => onChange({ ...document, properties })} />
      </fieldset>
    </div>
  )
}

interface ClassRowProps {
  rule: ClassRule
  shapes: readonly ShapeKind[]
  properties: GivenProperty[]
  onChange(change: Partial<ClassRule>): void
  onMove(by: -1 | 1): void
  onRemove(): void
}

function ClassRow({ rule, shapes, properties, onChange, onMove, onRemove }: ClassRowProps) {
  const say = t.curate.spec
  return (
    <div className="rule">
      <div className="rule-line">
        <input type="color" aria-label={say.colorOf(rule.name)} value={rule.color ?? '#3552cc'} onChange={(event) => onChange({ color: event.target.value })} />
        <input aria-label={say.className} value={rule.name} onChange={(event) => onChange({ name: event.target.value })} />
        <select aria-label={say.shapeOf(rule.name)} value={rule.shape} onChange={(event) => onChange({ shape: event.target.value as ShapeKind })}>
          {[...new Set([rule.shape, ...shapes])].map((shape) => <option key={shape} value={shape}>{say.shapes[shape]}</option>)}
        </select>
        <Ends name={rule.name} onMove={onMove} onRemove={onRemove} />
      </div>
      {rule.shape === 'points' && (
        <label className="rule-inner row"><span>{say.points}</span>
          <input value={rule.pointNames?.join(', ') ?? ''} onChange={(event) => onChange({ pointNames: event.target.value.split(',').map((name) => name.trim()).filter(Boolean) })} />
        </label>
      )}
      <details className="rule-inner" open={properties.length > 0}>
        <summary>{say.questionsOf(rule.name, properties.length)}</summary>
        <Properties properties={properties} onChange={(next) => onChange({ properties: next as PropertyRule[] })} />
      </details>
    </div>
  )
}

function Properties({ properties, onChange }: { properties: readonly GivenProperty[]; onChange(properties: GivenProperty[]): void }) {
  const say = t.curate.spec
  return (
    <>
      {properties.map((rule, at) => (
        <div className="rule" key={at}>
          <div className="rule-line">
            <input aria-label={say.questionName} value={rule.name} onChange={(event) => onChange(replaced(properties, at, { name: event.target.value }))} />
            <select aria-label={say.typeOf(rule.name)} value={rule.type} onChange={(event) => onChange(properties.map((one, i) => (i === at ? retyped(one, event.target.value as 'text') : one)))}>
              {types.map((type) => <option key={type} value={type}>{say.types[type]}</option>)}
            </select>
            <label className="check small"><input type="checkbox" checked={rule.required ?? false} onChange={(event) => onChange(replaced(properties, at, { required: event.target.checked }))} />{say.required}</label>
            <Ends name={rule.name} onMove={(by) => onChange(moved(properties, at, by))} onRemove={() => onChange(removed(properties, at))} />
          </div>
          {rule.options && <Options rule={rule} onChange={(options) => onChange(replaced(properties, at, { options }))} />}
          {rule.type === 'number' && (
            <div className="rule-inner row">
              {(['min', 'max'] as const).map((end) => (
                <label key={end} className="row small"><span>{say[end]}</span>
                  <input type="number" className="short" value={rule[end] ?? ''} onChange={(event) => onChange(replaced(properties, at, { [end]: event.target.value === '' ? undefined : event.target.valueAsNumber }))} />
                </label>
              ))}
            </div>
          )}
          <Condition rule={rule} others={properties} onChange={(when) => onChange(replaced(properties, at, { when }))} />
        </div>
      ))}
      <button type="button" onClick={() => onChange([...properties, { name: freeName(properties.map((one) => one.name), say.aQuestion), type: 'option', options: [{ name: say.yes }, { name: say.no }], required: false }])}>{say.addQuestion}</button>
    </>
  )
}

function Options({ rule, onChange }: { rule: GivenProperty; onChange(options: GivenProperty['options']): void }) {
  const say = t.curate.spec
  const options = rule.options!.map(optionOf)
  return (
    <ol className="rule-inner options">
      {options.map((option, at) => (
        <li key={at} className="rule-line">
          <input aria-label={say.optionOf(rule.name, at + 1)} value={option.name} onChange={(event) => onChange(replaced(options, at, { name: event.target.value }))} />
          <Ends name={option.name} onMove={(by) => onChange(moved(options, at, by))} onRemove={() => onChange(removed(options, at))} />
        </li>
      ))}
      <li><button type="button" className="plain small" onClick={() => onChange([...options, { name: freeName(options.map((one) => one.name), say.anOption) }])}>{say.addOption}</button></li>
    </ol>
  )
}

/** Asked always, or only where another question has one answer; a condition beyond that is left to the JSON. */
function Condition({ rule, others, onChange }: { rule: GivenProperty; others: readonly GivenProperty[]; onChange(when: GivenProperty['when']): void }) {
  const say = t.curate.spec
  const asking = others.filter((one) => one !== rule && one.options)
  const choices = asking.flatMap((one) => one.options!.map(optionOf).map((option) => [one.name, option.name] as const))
  const [[on, is] = [], ...more] = Object.entries(rule.when ?? {})
  const simple = more.length === 0 && (on === undefined || choices.some(([name, value]) => name === on && value === is))
  if (choices.length === 0 && on === undefined) return null
  return (
    <label className="rule-inner row small"><span>{say.asked}</span>
      {simple ? (
        <select className="middling" value={on === undefined ? '' : JSON.stringify([on, is])} onChange={(event) => {
          const [name, value] = event.target.value ? (JSON.parse(event.target.value) as [string, string]) : []
          onChange(name === undefined ? undefined : { [name]: value })
        }}>
          <option value="">{say.always}</option>
          {choices.map(([name, value]) => <option key={`${name} ${value}`} value={JSON.stringify([name, value])}>{say.when(name, value)}</option>)}
        </select>
      ) : <code>{JSON.stringify(rule.when)}</code>}
    </label>
  )
}

function Ends({ name, onMove, onRemove }: { name: string; onMove(by: -1 | 1): void; onRemove(): void }) {
  const say = t.curate.spec
  return (
    <span className="rule-ends">
      <button type="button" className="plain" aria-label={say.up(name)} onClick={() => onMove(-1)}>↑</button>
      <button type="button" className="plain" aria-label={say.down(name)} onClick={() => onMove(1)}>↓</button>
      <button type="button" className="plain" aria-label={say.remove(name)} onClick={onRemove}>×</button>
    </span>
  )
}
