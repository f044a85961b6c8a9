/** The facts, one below the other: what has been is clear, what comes is dim. */
import { useEffect, useMemo } from 'preact/hooks';
import type { Fact } from '../live/feed.ts';
import type { Row } from './chunk.ts';
import { isTrouble } from './kinds.ts';
import { shortStream } from './streams.ts';
import { cursor, data, goTo, pinned, settled, total, track } from './view.ts';
import { between, elementOf, useWindowed } from './windowed.ts';
import { clock, summary } from './words.ts';
import './fact-list.css';

const ROW = 46;

const moved = ({ from, to }: Row): string => {
  if (to === null) return '';
  return from === to ? `stays ${to}` : `${from ?? '·'} → ${to}`;
};

interface FactRowProps {
  readonly index: number;
  readonly row: Row | null;
  readonly top: number;
  readonly total: number;
  readonly said: Fact | null;
  readonly when: 'been' | 'here' | 'to-come';
  readonly pinned: boolean;
  /** Whether other streams are in the list too. */
  readonly mixed: boolean;
}

const FactRow = ({ index, row, top, total, said, when, pinned, mixed }: FactRowProps) => {
  const bad = row !== null && isTrouble(row.type);
  return useMemo(
    () => (
      <li
        class={`fact-row ${when} ${bad ? 'bad' : ''} ${pinned ? 'pinned' : ''}`}
        style={{ top: `${top}px` }}
        aria-setsize={total}
        aria-posinset={index}
      >
        <button type="button" aria-current={when === 'here'} onClick={() => goTo(index, { push: true })}>
          <span class="fact-line">
            <span class="fact-position">{row?.position ?? '…'}</span>
            <span class="fact-type">{row?.type ?? ''}</span>
            <span class="fact-time">{row ? clock(row.at) : ''}</span>
          </span>
          <span class="fact-line quiet">
            <span class="ellipsis">
              {mixed && row ? `${shortStream(row.stream)}  ` : ''}
              {row ? moved(row) : ''}
            </span>
            <span class="fact-data ellipsis">{said ? summary(said.data) : ''}</span>
          </span>
        </button>
      </li>
    ),
    // A row of a track never changes.
    [index, row?.position, top, total, said, when, pinned, mixed],
  );
};

export const FactList = () => {
  const opened = track.value;
  const at = cursor.value;
  const { place, first, last, top, height } = useWindowed(total.value, at, ROW);
  useEffect(() => {
    data.value?.need(first, last);
    // The list may have been scrolled away from what is told in full.
    data.value?.need(settled.value, settled.value);
    void opened?.need(first).catch(() => {});
    // Only where the cursor rests: what flies by needs no data.
  }, [settled.value, opened, Math.floor(first / 20), opened?.arrivals()]);
  return (
    <>
      <header class="pane-head">
        <h2>Facts</h2>
        <span class="quiet small number">
          {at.toLocaleString('en')} of {total.value.toLocaleString('en')}
        </span>
      </header>
      <div class="fact-list" ref={place} tabIndex={-1}>
        <div style={{ height: `${height}px` }}>
          <ol style={{ transform: `translateY(${top(first)}px)` }} aria-label="Facts">
            {between(first, last).map((index) => {
              const row = opened?.row(index) ?? null;
              return (
                <FactRow
                  key={elementOf(index)}
                  index={index}
                  row={row}
                  top={(index - first) * ROW}
                  total={total.value}
                  said={data.value?.at(index) ?? null}
                  when={index === at ? 'here' : index > at ? 'to-come' : 'been'}
                  pinned={row !== null && row.position === pinned.value}
                  mixed={opened?.stream === null}
                />
              );
            })}
          </ol>
        </div>
      </div>
    </>
  );
};
