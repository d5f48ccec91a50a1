import { useState } from 'react'
import { Dialog } from '../ui/Dialog'
import { cap, mayTake, namesOf, type Command } from './command'
import { resetKeys, setKeys, useOwnKeys, withOwnKeys } from './keys'
import { t } from '../i18n/texts'

interface Props<C> {
  commands: readonly Command<C>[]
  /** What a command is called here, or nothing to leave it out. */
  titleOf?(command: Command<C>): string | undefined
  onClose(): void
}

/** All keys of a page, made from its commands. Each can be changed. */
export function KeyList<C>({ commands: given, titleOf = (command) => command.title, onClose }: Props<C>) {
  const own = useOwnKeys()
  const commands = withOwnKeys(given, own)
  const [changing, setChanging] = useState<string>()
  const [said, setSaid] = useState('')
  const groups = [...new Set(commands.map((command) => command.group))]

  function take(command: Command<C>, name: string | undefined) {
    if (!name) return
    if (!mayTake(name)) return setSaid(t.work.keyTaken(cap(name)))
    const other = commands.find((one) => one.id !== command.id && one.keys.includes(name))
    setKeys(command.id, [name])
    setChanging(undefined)
    setSaid([t.work.keyMeans(cap(name), titleOf(command) ?? command.title), other && t.work.keyNoLonger(titleOf(other) ?? other.title)].filter(Boolean).join(' '))
  }

  return (
    <Dialog title={t.work.keys} onClose={changing ? () => setChanging(undefined) : onClose} wide>
      <div className="key-list-head row">
        <p className="quiet small" role="status">{changing ? t.work.keyPress : said || t.work.keyHint}</p>
        {Object.keys(own).length > 0 && <button type="button" className="plain" onClick={() => { resetKeys(); setSaid(t.work.keysReset) }}>{t.work.resetAll}</button>}
      </div>
      <div className="key-list">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {commands.filter((command) => command.group === group).map((command) => {
                const title = titleOf(command)
                return title && (
                  <div key={command.id}>
                    <dt>
                      <button
                        type="button" className={changing === command.id ? 'key changing' : 'key'}
                        onClick={() => { setChanging(command.id); setSaid('') }}
                        onKeyDown={(event) => {
                          if (changing !== command.id || event.key === 'Tab') return
                          event.preventDefault()
                          event.stopPropagation()
                          if (event.key === 'Escape') setChanging(undefined)
                          else if (event.key === 'Delete') { setKeys(command.id, []); setChanging(undefined) }
                          else if (!['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) take(command, namesOf(event.nativeEvent)[0])
                        }}
                      >
                        {changing === command.id ? '…' : command.keys.length > 0 ? command.keys.map((key) => <Keys key={key} of={key} />) : <span className="quiet">{t.work.noKey}</span>}
                        <span className="unseen">{t.work.changeKey(title)}</span>
                      </button>
                    </dt>
                    <dd>{title}</dd>
                  </div>
                )
              })}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

export function Keys({ of }: { of: string }) {
  return <kbd>{cap(of)}</kbd>
}
