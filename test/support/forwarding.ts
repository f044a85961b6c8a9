/** Passes messages on, as a client asks for it. */
import { ANNA, type Inside } from './inside.ts';

const WITHOUT = {
  priority: 'NORMAL',
  notBefore: null,
  expiresAt: null,
  replyTo: null,
  mentions: [],
  forwarded: false,
  clientRef: null,
  metadata: null,
  idempotencyKey: null,
} as const;

export const forwarding =
  ({ gateway }: Pick<Inside, 'gateway'>) =>
  async (messageId: string, to: string): Promise<{ readonly jobId: string; readonly messageId: string }> => {
    const request = { session: 'default', to, type: 'forward', member: { messageId }, ...WITHOUT } as const;
    const told = await gateway.messages.send(request, ANNA);
    if (!told.ok) throw new Error(told.refusal.detail);
    return told.value;
  };
