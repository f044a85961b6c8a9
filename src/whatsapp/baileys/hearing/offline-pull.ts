/**
 * Asks WhatsApp for what waited there while the device was away, part by part.
 *
 * WhatsApp hands over as many stanzas as were asked for, and waits for the next request until it ends the backlog with
 * `<offline>`; nothing that is new comes before that end. Baileys asks once, for a hundred. So the next part is asked for
 * here, once it is clear that the last one arrives and few messages of it are in hand: however much waits, a bounded number
 * is in memory. There is no count on which to rely, since what WhatsApp says at the beginning is an estimate.
 */
import { type BinaryNode, getBinaryNodeChild, type WASocket } from 'baileys';
import type { Cancel, Clock } from '../../../kernel/clock.ts';
import type { Capture } from './capture.ts';

/** As WhatsApp's own clients: the stanzas of a part, and how many messages may be in hand when it is asked for. */
export const PART = 200;
export const IN_HAND_MAX = 100;
/** The shortest time between two requests. */
const REST_MS = 100;

const REQUEST: BinaryNode = {
  tag: 'ib',
  attrs: {},
  content: [{ tag: 'offline_batch', attrs: { count: String(PART) } }],
};

type Socket = Pick<WASocket, 'sendNode'> & { readonly ws: Pick<WASocket['ws'], 'on'> };

/** Asks for each next part, until the returned function is called. */
export const pullOffline = (
  socket: Socket,
  capture: Pick<Capture, 'inHand' | 'onRecorded'>,
  clock: Pick<Clock, 'after'>,
): (() => void) => {
  /** `asked`: nothing of the last request has come yet. `coming`: the next part may be asked for. */
  let state: 'idle' | 'asked' | 'coming' = 'idle';
  let rest: Cancel | null = null;

  const consider = (): void => {
    if (state !== 'coming' || rest || capture.inHand() >= IN_HAND_MAX) return;
    state = 'asked';
    rest = clock.after(REST_MS, () => {
      rest = null;
      consider();
    });
    // A connection that is closing takes no request.
    socket.sendNode(REQUEST).catch(() => {});
  };

  const stop = (): void => {
    state = 'idle';
    rest?.();
    rest = null;
  };

  const hear = (node: BinaryNode): void => {
    if (node.tag === 'ib') {
      // Baileys asks for the first part.
      if (getBinaryNodeChild(node, 'offline_preview')) state = 'asked';
      if (getBinaryNodeChild(node, 'offline')) stop();
    } else if (state !== 'idle' && node.attrs['offline'] !== undefined) {
      state = 'coming';
      consider();
    }
  };

  // Before the capture, which marks live stanzas for the same queue.
  socket.ws.on('frame', (frame: BinaryNode | Uint8Array) => 'tag' in frame && hear(frame));
  capture.onRecorded(consider);
  return stop;
};
