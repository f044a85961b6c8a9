/** The time by the clock of the gateway, and countdowns. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const TICK_MS = 1_000;
/** A smaller difference may come from the network: the header has whole seconds. */
const SKEW_MIN_MS = 2_500;

let skewMs = 0;

/** The gateway's time now, in milliseconds. */
export const serverNow = (): number => Date.now() + skewMs;

/** From the `Date` header of any answer: this machine's clock may be wrong, and a countdown would be too. */
export const noteServerTime = (headers: Headers): void => {
  const at = Date.parse(headers.get('Date') ?? '');
  if (Number.isNaN(at)) return;
  const apart = at - Date.now();
  skewMs = Math.abs(apart) > SKEW_MIN_MS ? apart : 0;
};

const now = signal(serverNow());
let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

const tick = (): void => {
  now.value = serverNow();
};

/** The time, updated each second while a component uses it. All components share one timer. */
export const useNow = (): number => {
  useEffect(() => {
    watchers += 1;
    if (watchers === 1) {
      tick();
      timer = setInterval(tick, TICK_MS);
    }
    return () => {
      watchers -= 1;
      if (watchers === 0) clearInterval(timer);
    };
  }, []);
  return now.value;
};
