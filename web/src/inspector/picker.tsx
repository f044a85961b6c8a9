/** Which stream: what there is lately, and what a search finds. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { get, type Schema } from '../api/client.ts';
import { count } from '../words/chats.ts';
import { show, track } from './view.ts';
import './picker.css';

type Found = Schema<'StreamList'>['items'][number];

const WAIT_MS = 150;
const ALL = { stream: null, words: 'All streams, by position' } as const;

interface Option {
  readonly stream: string | null;
  readonly words: string;
}

const optionOf = ({ stream, state, facts, to }: Found): Option => ({
  stream,
  words: [to === null ? null : `to ${to}`, state, count(facts, 'fact')].filter((word) => word !== null).join(', '),
});

/** Streams for a search, once typing pauses. */
const useStreams = (search: string, wanted: boolean): readonly Option[] => {
  const [found, setFound] = useState<readonly Option[]>([]);
  useEffect(() => {
    if (!wanted) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(
      () => {
        get('/api/streams', { query: { search, limit: 30 }, signal: stop.signal })
          .then(({ items }) => setFound(items.map(optionOf)))
          .catch(() => {});
      },
      search === '' ? 0 : WAIT_MS,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [search, wanted]);
  return search === '' ? [ALL, ...found] : found;
};

const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

export const Picker = () => {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const [place, setPlace] = useState(0);
  const options = useStreams(search.trim(), open);
  const stream = track.value?.stream ?? null;

  const close = (): void => {
    setOpen(false);
    setSearch('');
    setPlace(0);
  };
  const choose = (option: Option | undefined): void => {
    if (!option) return;
    close();
    field.current?.blur();
    void show(option.stream);
  };
  const press = (event: KeyboardEvent): void => {
    const move = MOVES[event.key];
    if (event.key === 'Escape') {
      close();
      field.current?.blur();
    } else if (event.key === 'Enter') choose(options[place]);
    else if (move !== undefined) setPlace((place + move + options.length) % Math.max(options.length, 1));
    else return;
    event.preventDefault();
  };

  const shown = open ? search : track.value ? (stream ?? 'All streams') : '';
  return (
    <div class="picker">
      <input
        ref={field}
        class="input"
        type="text"
        role="combobox"
        aria-label="Stream"
        aria-expanded={open}
        aria-controls={open ? `${id}-list` : undefined}
        aria-activedescendant={open && options[place] ? `${id}-${place}` : undefined}
        aria-autocomplete="list"
        autocomplete="off"
        spellcheck={false}
        placeholder="A job, a chat, a group, a file or a number"
        value={shown}
        onFocus={() => setOpen(true)}
        onBlur={close}
        onInput={({ currentTarget }) => {
          setOpen(true);
          setSearch(currentTarget.value);
          setPlace(0);
        }}
        onKeyDown={press}
      />
      {open && (
        <ul class="picker-list" id={`${id}-list`} role="listbox" aria-label="Streams">
          {options.map((option, index) => (
            <li
              key={option.stream ?? ''}
              id={`${id}-${index}`}
              class="picker-option"
              role="option"
              aria-selected={index === place}
              // Before the field loses the focus and the list goes.
              onMouseDown={(event) => {
                event.preventDefault();
                choose(option);
              }}
            >
              <span class="mono ellipsis">{option.stream ?? 'all'}</span>
              <span class="quiet small ellipsis">{option.words}</span>
            </li>
          ))}
          {options.length === 0 && <li class="picker-option quiet">No stream or id begins with this.</li>}
        </ul>
      )}
    </div>
  );
};
