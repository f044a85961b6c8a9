/** The sandbox as the API shows it, and the numbers of its phones. */
import * as v from 'valibot';
import type { SandboxControl } from '../sandbox/control.ts';
import { IsoTime, iso } from './shapes.ts';

/** A contact's number in international form; separators are dropped. */
export const Digits = v.pipe(
  v.string(),
  v.description('A number in international form.'),
  v.examples(['6281234567890']),
  v.transform((text) => text.replace(/[\s+().-]/g, '')),
  v.string(),
  v.regex(/^\d{5,20}$/, 'Expected an international number of 5 to 20 digits'),
);

export const SandboxShape = v.pipe(
  v.object({
    connections: v.array(v.object({ account: v.nullable(v.string()), since: IsoTime })),
    paired: v.array(v.string()),
    qrWaiting: v.boolean(),
    scansByItself: v.boolean(),
    faults: v.pipe(v.array(v.string()), v.description('The faults that are armed.')),
  }),
  v.metadata({ ref: 'Sandbox' }),
);

export const sandboxAnswer = (control: SandboxControl): v.InferOutput<typeof SandboxShape> => {
  const { connections, paired, qrWaiting, scansByItself, faults } = control.state();
  return {
    connections: connections.map(({ account, since }) => ({ account, since: iso(since) })),
    paired: [...paired],
    qrWaiting,
    scansByItself,
    faults: [...faults],
  };
};
