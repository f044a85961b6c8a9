/**
 * The faults and their rates. Each seed has its own: about half of the faults, each at its own rate, so that some seeds
 * repeat one fault and others have all at once.
 */
import type { Close } from '../../src/whatsapp/port.ts';
import type { Random } from './random.ts';

type Weights<K extends string> = Readonly<Record<K, number>>;

export type Opening = 'opens' | 'unreachable' | 'refused';
export type Living = 'holds' | 'dozes' | 'drops' | 'falls silent';
export type Checking = 'answered' | 'asked too much' | 'cut' | 'not understood' | 'timed out';
export type Uploading = 'taken' | 'refused';
export type Sending =
  | 'acknowledged'
  | 'acknowledged late'
  | 'acknowledgement lost'
  | 'asked too much'
  | 'cut after the write'
  | 'cut before the write'
  | 'lost on the way'
  | 'refused'
  | 'thrown at us'
  | 'written too slowly';

export interface Weather {
  readonly opening: Weights<Opening>;
  readonly living: Weights<Living>;
  readonly checking: Weights<Checking>;
  readonly sending: Weights<Sending>;
  /** What the media host does with a file. */
  readonly uploading: Weights<Uploading>;
  /**
   * The probability that nobody scans a QR, that a receipt comes twice, that a receipt belongs to another session's
   * message.
   */
  readonly unscanned: number;
  readonly repeatedReceipt: number;
  readonly strayReceipt: number;
  /** The probability that a connection signals before `open` has returned it. */
  readonly hasty: number;
  /** The longest delay of an answer of WhatsApp, and of a requested close. */
  readonly latencyMs: number;
  readonly closeMs: number;
}

const fair = <K extends string>(good: K, bad: readonly K[], weigh: () => number): Weights<K> =>
  Object.fromEntries([[good, 1], ...bad.map((name) => [name, weigh()])]) as Weights<K>;

const weatherOf = (rate: (most: number) => number, latencyMs: number, closeMs: number): Weather => ({
  opening: fair<Opening>('opens', ['unreachable', 'refused'], () => rate(0.4)),
  living: fair<Living>('holds', ['dozes', 'drops', 'falls silent'], () => rate(2)),
  checking: fair<Checking>('answered', ['asked too much', 'cut', 'not understood', 'timed out'], () => rate(0.3)),
  sending: fair<Sending>(
    'acknowledged',
    [
      'acknowledged late',
      'acknowledgement lost',
      'asked too much',
      'cut after the write',
      'cut before the write',
      'lost on the way',
      'refused',
      'thrown at us',
      'written too slowly',
    ],
    () => rate(0.6),
  ),
  uploading: fair<Uploading>('taken', ['refused'], () => rate(1)),
  unscanned: rate(0.5),
  repeatedReceipt: rate(0.5),
  strayReceipt: rate(0.4),
  hasty: rate(0.3),
  latencyMs,
  closeMs,
});

export const calm: Weather = weatherOf(() => 0, 20, 0);

export const stormy = (random: Random): Weather =>
  weatherOf(
    (most) => (random.chance(0.5) ? random.fraction() * most : 0),
    random.pick([0, 5, 200, 3_000]),
    random.pick([0, 5, 8_000]),
  );

const server = (code: number): Close => ({ code, cause: 'server', reason: `Stream Errored (${code})` });
const CUTS: readonly [Close, ...Close[]] = [
  { code: 428, cause: 'lost', reason: 'Connection Terminated' },
  { code: 408, cause: 'lost', reason: 'Connection was lost' },
  server(500),
  server(503),
  server(515),
];
/** The codes after which nothing happens until a person acts. */
export const WAIT_FOR_A_PERSON: ReadonlySet<number | null> = new Set([402, 403, 405, 411, 440]);

const ENDS: readonly [Close, ...Close[]] = [server(401), server(402), server(403), server(411), server(440)];

/** Why a connection breaks: mostly by accident, sometimes for good. */
export const breakOf = (random: Random): Close => random.pick(random.chance(0.8) ? CUTS : ENDS);

/** Why a connection does not come up. */
export const refusalOf = (random: Random): Close =>
  random.chance(0.7) ? random.pick([server(503), server(429), server(405)]) : breakOf(random);

export const unreachable: Close = { code: 408, cause: 'unreachable', reason: 'WhatsApp did not answer in time' };
