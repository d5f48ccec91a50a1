import { Dialog } from '../ui/Dialog'
import { cap, type Command } from './command'

interface Props<C> {
  commands: readonly Command<C>[]
  /** What a command is called here, or nothing to leave it out. */
  titleOf?(command: Command<C>): string | undefined
  onClose(): void
}

/** All keys of a page, made from its commands. */
export function KeyList<C>({ commands, titleOf = (command) => command.title, onClose }: Props<C>) {
  const groups = [...new Set(commands.map((command) => command.group))]
  return (
    <Dialog title="Keys" onClose={onClose} wide>
      <div className="key-list">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {commands.filter((command) => command.group === group).map((command) => {
                const title = titleOf(command)
                return title && (
                  <div key={command.id}>
                    <dt>{command.keys.map((key) => <Keys key={key} of={key} />)}</dt>
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
