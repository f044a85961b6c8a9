/** The facts, one below the other: what has been is clear, what comes is dim. */
import { useEffect } from 'preact/hooks';
import type { Row } from './chunk.ts';
import { isTrouble, shortStream } from './kinds.ts';
import { cursor, data, goTo, pinned, settled, total, track } from './view.ts';
import { between, useWindowed } from './windowed.ts';
import { clock, summary } from './words.ts';
import './fact-list.css';

const ROW = 46;

const moved = ({ from, to }: Row): string => {
  if (to === null) return '';
  return from === to ? `stays ${to}` : `${from ?? '·'} → ${to}`;
};

const FactRow = ({ index, row, top }: { index: number; row: Row | null; top: number }) => {
  const at = cursor.value;
  const said = data.value?.at(index);
  const all = track.value?.stream === null;
  const classes = [
    'fact-row',
    index === at ? 'here' : '',
    index > at ? 'to-come' : '',
    row && isTrouble(row.type) ? 'bad' : '',
    row && row.position === pinned.value ? 'pinned' : '',
  ];
  return (
    <li class={classes.join(' ')} style={{ top: `${top}px` }} aria-setsize={total.value} aria-posinset={index}>
      <button type="button" aria-current={index === at} onClick={() => goTo(index, { push: true })}>
        <span class="fact-line">
          <span class="fact-position">{row?.position ?? '…'}</span>
          <span class="fact-type">{row?.type ?? ''}</span>
          <span class="fact-time">{row ? clock(row.at) : ''}</span>
        </span>
        <span class="fact-line quiet">
          <span class="ellipsis">
            {all && row ? `${shortStream(row.stream)}  ` : ''}
            {row ? moved(row) : ''}
          </span>
          <span class="fact-data ellipsis">{said ? summary(said.data) : ''}</span>
        </span>
      </button>
    </li>
  );
};

export const FactList = () => {
  const opened = track.value;
  const { place, first, last, top, height } = useWindowed(total.value, cursor.value, ROW);
  useEffect(() => {
    data.value?.need(first, last);
    void opened?.need(first).catch(() => {});
    // Only where the cursor rests: what flies by needs no data.
  }, [settled.value, opened, Math.floor(first / 20), opened?.loaded()]);
  return (
    <>
      <header class="pane-head">
        <h2>Facts</h2>
        <span class="quiet small number">
          {cursor.value.toLocaleString('en')} of {total.value.toLocaleString('en')}
        </span>
      </header>
      <div class="fact-list" ref={place} tabIndex={-1}>
        <ol style={{ height: `${height}px` }} aria-label="Facts">
          {between(first, last).map((index) => (
            <FactRow key={index} index={index} row={opened?.row(index) ?? null} top={top(index)} />
          ))}
        </ol>
      </div>
    </>
  );
};
