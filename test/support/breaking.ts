/** Breaks the WhatsApp side of a session that runs `breaking-worker.ts`. */

export interface Break {
  readonly session: string;
  readonly how:
    | 'throws'
    | 'throws no error'
    | 'rejects'
    | 'exits'
    | 'takes all memory'
    | 'computes for ever'
    | 'prints';
}

export const CHANNEL = 'break';
/** The messages of the errors that break it. */
export const SECRET = 'seventeen grey herons';

export const BREAKING_WORKER = new URL('./breaking-worker.ts', import.meta.url);

export const breakSide = (how: Break['how'], session = 'default'): void => {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ session, how } satisfies Break);
  channel.close();
};
