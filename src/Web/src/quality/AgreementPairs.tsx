import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { read, useGet, type Refusal } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Dialog } from '../ui/Dialog'
import { ProblemNote } from '../ui/ProblemNote'
import { sayNumber, sayShare, sayTwo } from '../ui/say'
import { isFew, measureOf, type Pair, type Pairs } from './pairs'
import { PairMatrix } from './PairMatrix'
import { untilLooked } from './untilLooked'

/** Pairs told before somebody asks for all. */
const shown = 5
const pageSize = 500
/** People who find room in one table. */
const widest = 40

/** The pairs of people who agree least, and the way to all of them and to the table of everybody. */
export function AgreementPairs({ project }: { project: string }) {
  const say = t.curate.pairs
  const [open, setOpen] = useState(false)
  const { data } = useGet<Pairs>(`/projects/${project}/agreement/pairs?limit=${shown}`, untilLooked)
  if (!data || data.items.length === 0) return null
  return (
    <>
      <PairList pairs={data.items} names={data.people} title={say.least} />
      {data.among > 2 && <p><button type="button" onClick={() => setOpen(true)}>{say.all(sayNumber(data.total))}</button></p>}
      {open && <AllPairs project={project} among={data.among} onClose={() => setOpen(false)} />}
    </>
  )
}

function AllPairs({ project, among, onClose }: { project: string; among: number; onClose(): void }) {
  const say = t.curate.pairs
  const { api } = useServices()
  const fits = among <= widest
  const [asTable, setAsTable] = useState(fits)
  const path = `/projects/${project}/agreement/pairs`
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery<Pairs, Refusal>({
    queryKey: [path],
    queryFn: ({ pageParam }) => read<Pairs>(api, `${path}?limit=${pageSize}${pageParam ? `&cursor=${pageParam as string}` : ''}`),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
  })
  // A table has everybody in it, or it misleads.
  useEffect(() => {
    if (asTable && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [asTable, hasNextPage, isFetchingNextPage, fetchNextPage])
  const pairs = data?.pages.flatMap((page) => page.items) ?? []
  const names = Object.assign({}, ...(data?.pages.map((page) => page.people) ?? [])) as Record<string, string>
  return (
    <Dialog title={say.title} onClose={onClose} wide>
      <p className="quiet small">{say.about}</p>
      {fits && <button type="button" onClick={() => setAsTable(!asTable)}>{asTable ? say.asList : say.asTable}</button>}
      <ProblemNote problem={error?.problem} />
      {!data ? <p aria-busy="true" /> : asTable ? <PairMatrix pairs={pairs} names={names} title={say.title} /> : (
        <div className="scroll all-pairs" tabIndex={0} role="group" aria-label={say.title}>
          <PairList pairs={pairs} names={names} title={say.pair} />
          {hasNextPage && <button type="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>{say.more}</button>}
        </div>
      )}
    </Dialog>
  )
}

function PairList({ pairs, names, title }: { pairs: readonly Pair[]; names: Record<string, string>; title: string }) {
  const say = t.curate.pairs
  const drawn = measureOf(pairs) === 'meanIou'
  return (
    <table className="small">
      <thead><tr><th scope="col">{title}</th><th scope="col" className="number">{drawn ? say.shapes : say.tasks}</th>{drawn ? <th scope="col" className="number">{t.curate.agreement.iou}</th> : <><th scope="col" className="number">{t.curate.agreement.agreeing}</th><th scope="col" className="number">κ</th></>}</tr></thead>
      <tbody>
        {pairs.map((pair) => (
          <tr key={`${pair.one} ${pair.other}`}>
            <th scope="row">{names[pair.one]} · {names[pair.other]}</th>
            <td className="number">{sayNumber(drawn ? pair.matched : pair.items)}{isFew(pair, drawn) && <span className="quiet"> {say.few}</span>}</td>
            {drawn ? <td className="number">{sayTwo(pair.meanIou)}</td> : <><td className="number">{typeof pair.agreeing === 'number' ? sayShare(pair.agreeing) : '–'}</td><td className="number">{sayTwo(pair.kappa)}</td></>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
