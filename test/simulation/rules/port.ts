/**
 * Calls that the gateway may make to WhatsApp: only recorded ones, one attempt at a time, the same content under the
 * same id.
 */
import type { Ledger } from '../ledger.ts';
import type { Look } from '../tally.ts';
import type { Trace } from '../trace.ts';
import type { PortRules, SimLink } from '../world.ts';
import type { Broken } from './rule.ts';

export const portRules = (
  ledger: Ledger,
  links: () => readonly SimLink[],
  trace: Trace,
  broken: Broken,
  look: Look,
): Omit<PortRules, 'uploading'> => ({
  opening(session, live) {
    trace.say('call', session, 'open');
    if (ledger.sessions.get(session)?.state !== 'connecting') broken(`${session} is opened, and it is not connecting`);
    if (live.some((link) => !link.asked())) broken(`${session} is opened, and another connection of it is still open`);
  },

  checking(session, chat) {
    trace.say('call', session, `check ${chat}`);
    const asking = ledger.ofSession(session, 'active').filter((job) => job.chat === chat && !job.validated);
    if (asking.length !== 1) broken(`${asking.length} jobs on record ask for ${chat}`);
  },

  sending(session, { messageId, chatId: chat, content: sent }) {
    trace.say('call', session, `send ${messageId} to ${chat}`);
    const job = [...ledger.jobs.values()].find((each) => each.messageId === messageId);
    if (!job) return broken(`${messageId} is sent, and no job has that id`);
    look('what is sent is on record');
    const { id, status, validated, recipient } = job;
    if (status !== 'active' || !validated) broken(`job ${id} is sent, and on record it is ${status}`);
    if (job.session !== session) broken(`job ${id} of ${job.session} is sent through ${session}`);
    if (chat !== recipient) broken(`job ${id} is sent to ${chat}, and its recipient is ${recipient}`);
    look('one content under one id');
    if (!ledger.says(job, sent)) broken(`job ${id} is sent with other words than were queued`);
    look('one attempt at a time');
    const open = links().flatMap((link) => link.calls().filter((call) => call.key === messageId));
    if (open.length > 0) broken(`job ${id} is sent, and an attempt of it is still open`);
  },
});
