/** Short messages at the edge of the page. News disappear by themselves; problems stay until they are put away or the gateway is back. */
import { signal } from '@preact/signals';
import { ApiProblem, LoggedOut, sentenceOf, Unreachable } from '../api/problem.ts';
import { onLive } from '../live/live.ts';
import { Icon } from './icon.tsx';

interface Toast {
  readonly id: number;
  readonly kind: 'news' | 'problem' | 'unreachable';
  readonly text: string;
  readonly requestId: string | null;
}

const SHOWN_MS = 5_000;
const SHOWN_MAX = 4;

const toasts = signal<readonly Toast[]>([]);
let last = 0;

const putAway = (id: number): void => {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
};

const show = (kind: Toast['kind'], text: string, requestId: string | null): void => {
  last += 1;
  const id = last;
  toasts.value = [...toasts.value.filter((toast) => toast.text !== text), { id, kind, text, requestId }].slice(
    -SHOWN_MAX,
  );
  if (kind === 'news') setTimeout(() => putAway(id), SHOWN_MS);
};

/** Shows that something went well. */
export const tell = (text: string): void => show('news', text, null);

/** Shows why something could not be done. After a logout nothing is shown, since the login form says so. */
export const tellProblem = (thrown: unknown): void => {
  if (thrown instanceof LoggedOut) return;
  const kind = thrown instanceof Unreachable ? 'unreachable' : 'problem';
  show(kind, sentenceOf(thrown), thrown instanceof ApiProblem ? thrown.requestId : null);
};

onLive(() => {
  toasts.value = toasts.value.filter(({ kind }) => kind !== 'unreachable');
});

export const Toasts = () => (
  <div class="toasts" role="status" aria-live="polite">
    {toasts.value.map(({ id, kind, text, requestId }) => (
      <div key={id} class={`toast tone-${kind === 'news' ? 'completed' : 'failed'}`}>
        <Icon name={kind === 'news' ? 'check' : 'alert'} />
        <div class="grow">
          {text}
          {requestId && <div class="quiet small">Request {requestId}</div>}
        </div>
        <button class="button bare icon-only" type="button" aria-label="Put away" onClick={() => putAway(id)}>
          <Icon name="cross" />
        </button>
      </div>
    ))}
  </div>
);
