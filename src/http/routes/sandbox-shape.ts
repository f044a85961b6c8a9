/** The shapes of the sandbox in the API, and of the numbers of its phones. */
import * as v from 'valibot';
import type { FaultKind, SandboxControl } from '../../sandbox/control.ts';
import { IsoTime, iso } from '../contract/shapes.ts';

/** A contact's number in international form; separators are dropped. */
export const Digits = v.pipe(
  v.string(),
  v.description('A number in international form.'),
  v.examples(['6281234567890']),
  v.transform((text) => text.replace(/[\s+().-]/g, '')),
  v.string(),
  v.regex(/^\d{5,20}$/, 'Expected an international number of 5 to 20 digits'),
);

export const MessageId = v.pipe(v.string(), v.minLength(1), v.maxLength(128), v.description('The id of a message.'));

export const FAULT_KINDS = [
  'ack_error',
  'cut_after_handing',
  'cut_after_write',
  'cut_before_receipt',
  'cut_before_write',
  'lose_ack',
  'lose_key',
  'media_conn_error',
  'media_cut',
  'media_down',
  'media_full',
  'media_refused',
  'media_slow',
  'rate_overlimit',
  'refuse_login',
  'refuse_upgrade',
  'silence',
] as const satisfies readonly FaultKind[];

const Armed = v.object({
  kind: v.picklist(FAULT_KINDS),
  times: v.pipe(
    v.nullable(v.number()),
    v.description('How many more times the fault occurs; null if it lasts until it is disarmed.'),
  ),
  code: v.nullable(v.number()),
  number: v.pipe(v.nullable(v.string()), v.description('The only number that the fault affects; null for all.')),
});

const AccountShape = v.object({
  available: v.boolean(),
  typing: v.array(
    v.object({
      chat: v.pipe(v.string(), v.description('A number, or the id of a group.')),
      state: v.picklist(['typing', 'recording']),
    }),
  ),
  watches: v.pipe(v.array(v.string()), v.description('The numbers whose presence it asks for.')),
  profile: v.pipe(
    v.object({ name: v.nullable(v.string()), about: v.nullable(v.string()), pictureUrl: v.nullable(v.string()) }),
    v.description('Null for what is not set.'),
  ),
});

export const SandboxShape = v.pipe(
  v.object({
    connections: v.array(v.object({ account: v.nullable(v.string()), since: IsoTime })),
    paired: v.array(v.string()),
    qrWaiting: v.boolean(),
    scansByItself: v.boolean(),
    faults: v.pipe(v.array(v.string()), v.description('The faults that are armed, in words.')),
    armed: v.pipe(v.array(Armed), v.description('The same, as `disarm` knows them.')),
    account: v.pipe(AccountShape, v.description('What people see of the account.')),
  }),
  v.metadata({ ref: 'Sandbox' }),
);

export const sandboxAnswer = (control: SandboxControl): v.InferOutput<typeof SandboxShape> => {
  const { connections, paired, qrWaiting, scansByItself, faults, armed, account } = control.state();
  return {
    connections: connections.map(({ account, since }) => ({ account, since: iso(since) })),
    paired: [...paired],
    qrWaiting,
    scansByItself,
    faults: [...faults],
    armed: armed.map((each) => ({ ...each })),
    account: {
      available: account.available,
      typing: account.typing.map((each) => ({ ...each })),
      watches: [...account.watches],
      profile: { ...account.profile },
    },
  };
};
