import { useEffect, useRef } from 'react'
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { onLookChanged } from '../app/look'
import { sayTime } from '../ui/say'
import { wholeMinutes } from './minutes'
import type { Minute } from './progress'
import { t } from '../i18n/texts'

const heightPx = 200

/** Submissions and decisions a minute. The chart is made once and then only given new numbers. */
export default function ThroughputChart({ minutes }: { minutes: readonly Minute[] }) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<UPlot>(null)
  const latest = useRef(minutes)
  latest.current = minutes

  useEffect(() => {
    const element = place.current!
    const draw = () => {
      chart.current?.destroy()
      chart.current = new UPlot(options(element), numbers(latest.current), element)
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
  }, [])
  useEffect(() => chart.current?.setData(numbers(minutes)), [minutes])

  const last = minutes.at(-1)
  const said = last ? t.curate.paces.last(last.submissions, last.decided) : t.curate.paces.none
  return (
    <>
      <div ref={place} className="chart" role="img" aria-label={`${t.curate.paces.about} ${said}`} />
      <p className="legend"><span className="key submissions">{t.curate.paces.submissions}</span><span className="key decided">{t.curate.paces.decided}</span><span className="quiet">{t.curate.paces.perMinute}</span></p>
    </>
  )
}

function numbers(told: readonly Minute[]): UPlot.AlignedData {
  const minutes = wholeMinutes(told, Date.now())
  return [
    minutes.map((minute) => Date.parse(minute.at) / 1000),
    minutes.map((minute) => minute.submissions),
    minutes.map((minute) => minute.decided),
  ]
}

function options(element: HTMLElement): UPlot.Options {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' }
  const line = (name: string) => ({ stroke: colour(name), width: 2, points: { show: false }, spanGaps: true })
  return {
    width: element.clientWidth,
    height: heightPx,
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: { y: { range: (_, __, most) => [0, Math.max(4, (most ?? 0) * 1.15)] } },
    axes: [
      { ...axis, incrs: [60, 300, 600, 1_800, 3_600], values: (_, times) => times.map((time) => sayTime(new Date(time * 1000).toISOString())), size: 30, space: 80 },
      { ...axis, size: 44 },
    ],
    series: [{}, { ...line('--accent'), fill: colour('--accent-faint') }, line('--good')],
  }
}
