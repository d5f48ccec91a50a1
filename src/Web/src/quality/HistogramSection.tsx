import { useEffect, useState } from 'react'
import { useGet } from '../api/useGet'
import { t } from '../i18n/texts'
import { sayNumber, sayShare } from '../ui/say'

interface Histogram {
  model?: { id: string; version: number }
  bins: { from: number; to: number; count: number }[]
}

/** Bins drawn as one, so that the picture has some twenty. */
const together = 3

const askAgainMs = 5_000

/** How sure the model is of how many tasks; towards 1 the steps get finer, as errors do. */
export function HistogramSection({ project }: { project: string }) {
  const say = t.curate.histogram
  const [empty, setEmpty] = useState(false)
  // Numbers are added up anew after a start of the server, a moment after they are first asked for.
  const { data } = useGet<Histogram>(`/projects/${project}/histogram`, empty ? askAgainMs : undefined)
  useEffect(() => setEmpty(data !== undefined && data.bins.length === 0), [data])
  const all = data?.bins ?? []
  const bars = Array.from({ length: Math.ceil(all.length / together) }, (_, i) => all.slice(i * together, (i + 1) * together))
    .map((bins) => ({ from: bins[0]!.from, to: bins.at(-1)!.to, count: bins.reduce((sum, bin) => sum + bin.count, 0) }))
  const last = bars.findLastIndex((bar) => bar.count > 0)
  const seen = bars.slice(0, last + 1)
  const most = Math.max(1, ...seen.map((bar) => bar.count))
  return (
    <section className="card" aria-labelledby="histogram">
      <h2 id="histogram">{say.title}</h2>
      {seen.length === 0 ? <p className="quiet">{say.none}</p> : (
        <>
          <ol className="histogram">
            {seen.map((bar) => (
              <li key={bar.from} title={`${sayShare(bar.from)} – ${sayShare(bar.to)}: ${sayNumber(bar.count)}`}>
                <span className="histogram-bar" style={{ height: `${(100 * bar.count) / most}%` }} /><span className="unseen">{say.bar(sayShare(bar.from), sayShare(bar.to), sayNumber(bar.count))}</span>
              </li>
            ))}
          </ol>
          <p className="histogram-axis quiet small"><span>{sayShare(seen[0]!.from)}</span><span>{say.axis}</span><span>{sayShare(seen.at(-1)!.to)}</span></p>
        </>
      )}
    </section>
  )
}
