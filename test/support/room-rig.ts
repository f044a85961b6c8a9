/** Messages to groups and statuses over a gateway that runs against the sandbox. */
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect } from 'vitest';
import type { RoomBubble } from '../../src/sandbox/control/groups.ts';
import { apiOver } from './api-over.ts';
import { type RunningWithSandbox, runningWithSandbox, type SandboxRunOptions } from './running-with-sandbox.ts';

export const AYU = '6281234567801';
export const BUDI = '6281234567802';
export const CITRA = '6281234567803';
/** The account of the gateway. */
export const ACCOUNT = '6281100009999';
export const STATUS = 'status@broadcast';

type Plan = Parameters<RunningWithSandbox['control']['createGroup']>[0];

export const text = (body: string): { body: string } => ({ body });
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const roomRig = async (options: SandboxRunOptions = {}) => {
  const run = await runningWithSandbox({ media: true, ...options });
  await run.ready();
  const api = await apiOver(run);

  /** A group of the account, Ayu and Budi, unless the plan says otherwise. */
  const group = (plan: Partial<Plan> = {}): string =>
    run.control.createGroup({ subject: 'Parcels', creator: AYU, members: [BUDI], ...plan }).id;

  const post = (to: string, type: string, member: unknown, more: object = {}) =>
    api('POST /api/whatsapp/messages', { to, type, [type]: member, ...more });

  /** Sends a message, and waits for its end. */
  const send = async (to: string, type: string, member: unknown, more: object = {}) => {
    const { status, body } = await post(to, type, member, more);
    expect([status, body]).toMatchObject([202, { type: expect.any(String) }]);
    const facts = await run.ended(body.jobId);
    return { ...body, end: facts.at(-1) as Record<string, unknown> };
  };

  const sent = async (...message: Parameters<typeof send>) => {
    const { end, ...body } = await send(...message);
    expect(end).toMatchObject({ type: 'job.completed' });
    return body;
  };

  /** What a phone shows of a room. */
  const on = (number: string, room: string): readonly RoomBubble[] => run.control.room(room, number, 100).bubbles;
  const bubble = (number: string, room: string, messageId: string): RoomBubble | undefined =>
    on(number, room).find((shown) => shown.messageId === messageId);

  /** The bytes of a message on a phone, decrypted and checked by the phone. */
  const fileOn = async (number: string, messageId: string): Promise<Buffer> => {
    const file = await run.control.file(number, messageId);
    if (!file) throw new Error('The phone has no whole file');
    return buffer(file.open());
  };

  return { run, api, group, post, send, sent, on, bubble, fileOn };
};

export type RoomRig = Awaited<ReturnType<typeof roomRig>>;
