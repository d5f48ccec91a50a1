import { useEffect, useMemo, useRef } from 'react'
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { onLookChanged } from '../app/look'
import { sayMoment, sayTime } from '../ui/say'
import { wholeHours, wholeMinutes } from './minutes'
import type { Minute } from './progress'
import { t } from '../i18n/texts'

const heightPx = 200

/** Submissions and decisions a minute; where the last two hours saw none, those an hour of the days before. The chart is made once and then
 * only given new numbers. */
export default function ThroughputChart({ minutes, hours }: { minutes: readonly Minute[]; hours?: readonly Minute[] | null }) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<UPlot>(null)
  const byHour = minutes.length === 0 && !!hours?.length
  const shown = useMemo(() => numbers(byHour ? wholeHours(hours!) : wholeMinutes(minutes, Date.now())), [byHour, minutes, hours])
  const latest = useRef(shown)
  latest.current = shown

  useEffect(() => {
    const element = place.current!
    const draw = () => {
      chart.current?.destroy()
      chart.current = new UPlot(options(element, byHour), latest.current, element)
    }
    draw()
    const stop = onLookChanged(draw)
    const sizes = new ResizeObserver(() => chart.current?.setSize({ width: element.clientWidth, height: heightPx }))
    sizes.observe(element)
    return () => {
      stop()
      sizes.disconnect()
      chart.current?.destroy()
      chart.current = null
    }
  }, [byHour])
  useEffect(() => chart.current?.setData(shown), [shown])

  const last = minutes.at(-1)
  const said = byHour ? t.curate.paces.lastWork(sayMoment(hours!.at(-1)!.at)) : last ? t.curate.paces.last(last.submissions, last.decided) : t.curate.paces.none
  return (
    <>
      <div className="chart-place">
        <div ref={place} className="chart" role="img" aria-label={`${byHour ? t.curate.paces.aboutHours : t.curate.paces.about} ${said}`} />
        {!last && !byHour && <p className="quiet" aria-hidden="true">{said}</p>}
      </div>
      <p className="legend"><span className="key submissions">{t.curate.paces.submissions}</span><span className="key decided">{t.curate.paces.decided}</span><span className="quiet">{byHour ? `${t.curate.paces.perHour} · ${said}` : t.curate.paces.perMinute}</span></p>
    </>
  )
}

function numbers(times: readonly Minute[]): UPlot.AlignedData {
  return [times.map((time) => Date.parse(time.at) / 1000), times.map((time) => time.submissions), times.map((time) => time.decided)]
}

function options(element: HTMLElement, byHour: boolean): UPlot.Options {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' }
  const line = (name: string) => ({ stroke: colour(name), width: 2, points: { show: false }, spanGaps: true })
  return {
    width: element.clientWidth,
    height: heightPx,
    // A label below the last minute is as wide as a language makes it.
    padding: [8, 32, 8, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: { y: { range: (_, __, most) => [0, Math.max(4, (most ?? 0) * 1.15)] } },
    axes: [
      {
        ...axis, gap: 8, incrs: byHour ? [3_600, 7_200, 21_600, 43_200, 86_400, 172_800] : [60, 300, 600, 1_800, 3_600], size: 30, space: byHour ? 150 : 80,
        values: (_, times) => times.map((time) => (byHour ? sayMoment : sayTime)(new Date(time * 1000).toISOString())),
      },
      { ...axis, size: 44 },
    ],
    series: [{}, { ...line('--accent'), fill: colour('--accent-faint') }, line('--good')],
  }
}
