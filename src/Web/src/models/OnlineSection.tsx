import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { sayNumber, saySeconds, sayShare, sayTenths } from '../ui/say'
import type { Model, OnlineAnswers, OnlineTest } from './evaluation'

/** What predictions are worth to the people who see them. */
export function OnlineSection({ project, models }: { project: string; models: Model[] | undefined }) {
  const say = t.bench.online
  const { data } = useGet<OnlineTest>(`/projects/${project}/online-test`)
  const nameOf = (id: string) => models?.find((one) => one.id === id)?.name ?? say.names[id as 'import'] ?? id
  return (
    <section className="card" aria-labelledby="online">
      <h2 id="online">{say.title}</h2>
      {data?.models.length === 0 && <p className="quiet">{say.none}</p>}
      {data && data.models.length > 0 && (
        <div className="scroll" tabIndex={0} role="group" aria-label={say.title}>
          <table>
            <thead><tr><th scope="col">{t.bench.model}</th><th scope="col">{say.who}</th><th scope="col" className="number">{say.answers}</th><th scope="col" className="number">{say.different}</th><th scope="col" className="number">{say.median}</th></tr></thead>
            <tbody>
              {data.models.flatMap((one) => [
                one.shown && <Line key={`${one.model} ${one.version} shown`} name={`${nameOf(one.model)} v${one.version}`} who={say.shown} of={one.shown} />,
                one.hidden && <Line key={`${one.model} ${one.version} hidden`} name={`${nameOf(one.model)} v${one.version}`} who={say.hidden} of={one.hidden} />,
              ])}
              {data.without && <Line name="–" who={say.without} of={data.without} plain />}
            </tbody>
          </table>
        </div>
      )}
      {data?.models.map((one) => one.timeFactor && (
        <p key={`${one.model} ${one.version}`} className="small">{say.factor(`${nameOf(one.model)} v${one.version}`, sayShare(one.timeFactor[0]), sayShare(one.timeFactor[1]), sayShare(one.timeFactor[2]))}</p>
      ))}
    </section>
  )
}

function Line({ name, who, of, plain }: { name: string; who: string; of: OnlineAnswers; plain?: boolean }) {
  return (
    <tr>
      <th scope="row">{name}</th><td>{who}</td><td className="number">{sayNumber(of.answers)}</td>
      <td className="number" title={plain ? undefined : t.bench.between(sayShare(of.low), sayShare(of.high))}>{plain ? '–' : sayShare(of.rate)}</td>
      <td className="number">{of.medianMs < 10_000 ? sayTenths(of.medianMs / 1000) : saySeconds(of.medianMs / 1000)}</td>
    </tr>
  )
}
