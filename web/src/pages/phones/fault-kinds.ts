/** What can be made to go wrong, and what Waybill makes of it. */
import { post, type Schema } from '../../api/client.ts';

type Kind = Schema<'Sandbox'>['armed'][number]['kind'];

/** How a fault strikes. */
export interface Strike {
  readonly times: number;
  readonly code: number;
  /** The only number that it concerns, where a fault can concern one; null for all. */
  readonly number: string | null;
}

export interface Fault {
  readonly kind: Kind;
  readonly title: string;
  readonly sentence: string;
  readonly arm: (strike: Strike) => Promise<unknown>;
}

/** An attempt to fetch a file tries each of the two media hosts. */
const HOSTS = 2;

/** As often as the sandbox lets a fault strike; the page calls it “until switched off”. */
export const TIMES_MAX = 1_000_000;

export const FAULTS: readonly Fault[] = [
  {
    kind: 'lose_ack',
    title: 'Lose the acknowledgement',
    sentence:
      'The phone shows the message, but WhatsApp never confirms it. Waybill sends it again under the same id, and the phone shows it once.',
    arm: ({ times, number }) => post('/api/sandbox/lose-ack', { body: { times, number } }),
  },
  {
    kind: 'ack_error',
    title: 'Refuse the message',
    sentence: 'WhatsApp answers with an error. By its code, Waybill tries again or gives up.',
    arm: ({ times, code, number }) => post('/api/sandbox/ack-error', { body: { times, code, number } }),
  },
  {
    kind: 'cut_after_write',
    title: 'Cut the line in the middle of a message',
    sentence:
      'The connection closes after the message was taken and before it is acknowledged. Waybill connects and sends it again.',
    arm: () => post('/api/sandbox/drop', { body: { mode: 'after_write' } }),
  },
  {
    kind: 'rate_overlimit',
    title: 'Limit the rate',
    sentence:
      'Asking about a number is answered with “too many”. Waybill gives up that message and lets the whole queue cool down.',
    arm: ({ times }) => post('/api/sandbox/rate-overlimit', { body: { times } }),
  },
  {
    kind: 'refuse_login',
    title: 'Refuse to connect',
    sentence:
      'The next log-ins fail with 503. Cut the connection to see Waybill come back by itself, more slowly each time.',
    arm: ({ times }) => post('/api/sandbox/refuse', { body: { code: 503, times } }),
  },
  {
    kind: 'media_refused',
    title: 'Expire a file',
    sentence:
      'The media host has a file no more. Waybill asks the phone to upload it again, and the message says how that went.',
    arm: ({ times }) =>
      post('/api/sandbox/media-fault', {
        body: { how: 'refused', code: 404, transfer: 'download', times: Math.min(times * HOSTS, TIMES_MAX) },
      }),
  },
  {
    kind: 'silence',
    title: 'Fall silent',
    sentence: 'Nothing is answered, though the line is up. The keep-alive notices, and Waybill connects again.',
    arm: () => post('/api/sandbox/silence', { body: { on: true } }),
  },
];

const media =
  (how: 'down' | 'slow' | 'cut' | 'full') =>
  ({ times }: Strike) =>
    post('/api/sandbox/media-fault', { body: { how, times } });

/** Those that are wanted less often. */
export const MORE_FAULTS: readonly Fault[] = [
  {
    kind: 'cut_before_receipt',
    title: 'Cut the line before a receipt',
    sentence:
      'A contact writes, and the line closes as Waybill confirms it. WhatsApp hands it over again; it is on record once.',
    arm: () => post('/api/sandbox/drop', { body: { mode: 'before_receipt' } }),
  },
  {
    kind: 'cut_after_handing',
    title: 'Cut the line after handing over',
    sentence: 'A contact writes, and the line closes before Waybill can answer. The message is handed over again.',
    arm: () => post('/api/sandbox/drop', { body: { mode: 'after_handing' } }),
  },
  {
    kind: 'cut_before_write',
    title: 'Cut the line before a message',
    sentence: 'The line closes as Waybill begins to send. Nothing was taken, and it is sent again.',
    arm: () => post('/api/sandbox/drop', { body: { mode: 'before_write' } }),
  },
  {
    kind: 'lose_key',
    title: 'Lose the keys of a group',
    sentence: 'A member cannot read the next message to a group, and asks for it again.',
    arm: ({ times, number }) => post('/api/sandbox/lose-key', { body: { times, number } }),
  },
  {
    kind: 'refuse_upgrade',
    title: 'Refuse with HTTP',
    sentence: 'The next connections are answered 503 before they begin.',
    arm: ({ times }) => post('/api/sandbox/refuse', { body: { code: 503, times, how: 'http' } }),
  },
  {
    kind: 'media_conn_error',
    title: 'Name no media host',
    sentence: 'Waybill asks where files go, and is answered 429.',
    arm: ({ times }) => post('/api/sandbox/media-conn-error', { body: { times } }),
  },
  {
    kind: 'media_down',
    title: 'Media host unreachable',
    sentence: 'Files can neither be sent nor fetched.',
    arm: media('down'),
  },
  { kind: 'media_slow', title: 'Media host silent', sentence: 'A transfer gets no answer at all.', arm: media('slow') },
  { kind: 'media_cut', title: 'Cut a transfer', sentence: 'A file ends half-way.', arm: media('cut') },
  { kind: 'media_full', title: 'Media host full', sentence: 'A file is refused for want of room.', arm: media('full') },
];
