/** Clears the queue. A large clearing goes on after the gateway's answer, and its progress is fetched until it ends. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, post, type Schema } from '../../api/client.ts';
import { tell, tellProblem } from '../../ui/toast.tsx';
import { count } from '../../words/chats.ts';

export type What = 'waiting' | 'retrying' | 'failed' | 'all';

export interface Clearing {
  readonly cleared: number;
  readonly total: number;
}

const ASK_MS = 400;

const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ASK_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });

const told = (cleared: number): void => tell(`${count(cleared, 'message')} cleared.`);

export const useClearing = () => {
  /** Null when no clearing is under way. */
  const [clearing, setClearing] = useState<Clearing | null>(null);
  const left = useRef(new AbortController());
  useEffect(() => () => left.current.abort(), []);

  const follow = async (begun: Schema<'Clearing'>): Promise<void> => {
    const { signal } = left.current;
    try {
      let now = begun;
      while (!now.done) {
        setClearing(now);
        await pause(signal);
        now = await get('/api/whatsapp/queue/clear/{id}', { params: { id: begun.id }, signal });
      }
      if (now.problem !== null) throw new Error(now.problem);
      told(now.cleared);
    } catch (thrown) {
      if (!signal.aborted) tellProblem(thrown);
    } finally {
      if (!signal.aborted) setClearing(null);
    }
  };
  const clear = async (what: What): Promise<void> => {
    const answer = await post('/api/whatsapp/queue/clear', { body: { status: what } });
    if ('id' in answer) void follow(answer);
    else told(answer.cleared);
  };
  return { clearing, clear };
};
