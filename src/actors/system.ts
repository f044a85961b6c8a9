/**
 * All live actors, and the order in which they start and stop.
 *
 * Starting is recovery, not replay: the projections are up to date when the file opens, so only the actors that were
 * live when the process died are told about the interruption. Stopping is the reverse: no new work, and each job in
 * hand is finished or recorded as interrupted.
 */
import { type Append, closedFault, type EventLog, type Recorded } from '../events/log/log.ts';
import { type Caller, SYSTEM, WHATSAPP } from '../kernel/caller.ts';
import { Defect, Fault } from '../kernel/fault.ts';
import { type ChatId, DEFAULT_SESSION, type JobId, type SessionId, streamOf } from '../kernel/ids.ts';
import { type Content, mediaOf } from '../messages/content.ts';
import { jobOfMessage } from '../kernel/message-ids.ts';
import { refuse } from '../kernel/result.ts';
import type { Failure } from '../events/facts/failure.ts';
import { DEFAULT_QUEUE_CONFIG } from '../events/facts/queue.ts';
import type { JobCommand } from '../machines/job.decide.ts';
import type { Candidate } from '../projections/line-reads.ts';
import type { SentMessage } from '../whatsapp/port.ts';
import { type Calls, createCalls } from './calls/calls.ts';
import { type Alarms, createAlarms } from './alarms.ts';
import { type AboutChats, createAboutChats } from './chats/about-chats.ts';
import type { Contacts } from './contacts/contacts.ts';
import { insistingContacts } from './contacts/insisting.ts';
import { openDefects } from './defects.ts';
import { insistWith } from './insist.ts';
import { beginsSession, interruptJobs, interruptSessions, stopSessions } from './interruption.ts';
import { createJobActors, type JobActors } from './jobs/job-actors.ts';
import { type Groups, createGroups } from './groups/groups.ts';
import { otherMessages } from './jobs/other-messages.ts';
import { gatherReceipts } from './jobs/receipts.ts';
import { openReferrals } from './jobs/referrals.ts';
import { keepContents } from './jobs/kept-contents.ts';
import { whyUnsaid } from './jobs/saying.ts';
import { createReceiving, type Receiving } from './media/receiving.ts';
import { ringWith } from './ringing.ts';
import { createSessionActor, type SessionActor } from './sessions/session-actor.ts';
import type { SystemPorts } from './system-ports.ts';

export interface System {
  readonly jobs: JobActors;
  /** Who is who. */
  readonly contacts: Contacts;
  readonly groups: Groups;
  readonly chats: AboutChats;
  readonly calls: Calls;
  /** Files of messages that came in; null where none are fetched. */
  readonly receiving: Receiving | null;
  /** A session that was started before, or the default one; null if the name is unknown or the session was removed. */
  session(id: SessionId): SessionActor | null;
  /** The session, created if it does not exist. */
  ensureSession(id: SessionId): SessionActor;
  /** Forgets a session whose first fact could not be written. */
  forgetUnborn(id: SessionId): void;
  sessions(): readonly SessionActor[];
  /** One sentence for each actor that met a defect and stopped. */
  defects(): readonly string[];
  /** An actor that the system does not hold has a deadline. */
  wakeAt(): void;
  /** Counts and logs a defect that work beside the actors met. */
  meetDefect(thrown: unknown): void;
  /** Records the interruption of actors that were live (returns how many), and starts the sessions that should run. */
  start(): Promise<{ readonly jobs: number; readonly sessions: number }>;
  /** A message as it was sent under its id to one of these chats; null if there is none, or if it was erased. */
  sentMessage: SentMessage;
  /** Starts no more messages, and waits at most this long for the jobs in hand. */
  drain(withinMs: number): Promise<void>;
  /** Records the interruption of the jobs in hand and the end of the open sessions. No command may follow. */
  stop(): Promise<void>;
}

export const createSystem = (ports: SystemPorts): System => {
  const { log, reads, clock, logger } = ports;
  const sessions = new Map<SessionId, SessionActor>();
  let stopping = false;
  /** No session is created any more, even if a request still asks for it. */
  let over = false;
  const { defects, defect } = openDefects(logger);
  const insist = insistWith({ clock, logger, defect });
  const people = insistingContacts(ports.contacts, insist);
  const others = otherMessages(reads);
  const calls = createCalls({ log, reads, clock, insist });
  const groups = createGroups({ log, reads, contacts: ports.contacts, clock, entropy: ports.entropy, insist });

  const chats = createAboutChats({
    ...ports,
    insist,
    defect,
    session: (id) => sessions.get(id),
  });

  const receiving = ports.receiveFile
    ? createReceiving({ log, reads, clock, insist, defect, receive: ports.receiveFile, wakeAt: () => alarms.arm() })
    : null;

  const jobs = createJobActors({
    log,
    clock,
    expect: (session, append, written) => sessions.get(session)?.dispatcher.expect(append, written),
    wakeAt: () => alarms.arm(),
    policy: (session) => sessions.get(session)?.queue.snapshot().context.config ?? DEFAULT_QUEUE_CONFIG,
    effects: (id) => ({
      said: () => saying.said(id),
      whyUnsaid: (job) => whyUnsaid(log, streamOf.job(id), job),
      fetchFiles,
      takenAt: ({ context: { session, chatId } }, message) =>
        others.acknowledgedAt(message) ?? saying.heard(session, chatId, message)?.sentAt ?? null,
      now: clock.now,
      isRepeat: () => log.page({ after: 0, stream: streamOf.job(id), type: 'job.started', limit: 2 }).length > 1,
      groups,
      recordAnswer: people.answered,
      isBehind: () => others.isBehind(id),
      link: (session) => sessions.get(session)?.link.ready() ?? null,
      report: (command, caller) => void tellJob(id, command, caller),
      cool: (session, reason) => {
        const queue = sessions.get(session)?.queue;
        if (queue) void insist(() => queue.tell({ type: 'cool', reason }, WHATSAPP));
      },
    }),
  });

  const tellJob = (id: JobId, command: JobCommand, caller: Caller): Promise<unknown> =>
    insist(async () => {
      const told = await (jobs.find(id)?.tell(command, caller) ?? refuse('job.not_found', `There is no job "${id}".`));
      // Late news without effect: a receipt for an abandoned job, an answer for an interrupted one.
      if (!told.ok) logger.debug({ job: id, news: command.type, code: told.refusal.code }, 'news that changed nothing');
      return told;
    });

  const receipts = gatherReceipts({ reads, clock, tell: (job, command) => tellJob(job, command, WHATSAPP) });

  const saying = keepContents({ ...ports, find: (id) => jobs.find(id), timerOf: chats.timerOf });

  const fetchFiles = async (content: Content, causation: number): Promise<Failure | null> => {
    for (const media of mediaOf(content)) {
      const missing = (await ports.fetchFile?.(media, { ...SYSTEM, causation })) ?? null;
      if (missing) return missing;
    }
    return null;
  };

  const startJob = async ({ jobId: id }: Candidate, recipient: ChatId | null, behind: Append | null) => {
    try {
      const job = jobs.find(id);
      if (!job) throw new Defect(`The line holds job ${id}, which the log does not`, { stream: streamOf.job(id) });
      // An unknown chat is looked up first, which takes longer than a text should stay in memory.
      if (recipient !== null) saying.keep(id, job.snapshot());
      return await job.tell({ type: 'start', recipient }, SYSTEM, behind ? { behind } : {});
    } catch (thrown) {
      if (!(thrown instanceof Fault)) defect(thrown);
      return null;
    } finally {
      saying.forget(id);
    }
  };

  const sessionLog: EventLog = {
    ...log,
    append: (asked) => (over && beginsSession(asked) ? Promise.reject(closedFault()) : log.append(asked)),
  };

  const ensureSession = (id: SessionId): SessionActor => {
    const known = sessions.get(id);
    if (known) return known;
    const made = createSessionActor(id, {
      ...ports,
      log: sessionLog,
      insist,
      wakeAt: () => alarms.arm(),
      startJob,
      receipt: (receipt) => receipts.hear(id, receipt),
      blocked: (signal) => void people.blocked(id, signal),
      call: (signal) => calls.hear(id, signal),
      group: (signal) => groups.hear(id, signal),
      chat: (signal) => chats.hearSignal(id, signal),
      opened: (link) => chats.opened(id, link),
      people: ({ addresses }) => void people.same(id, addresses),
    });
    sessions.set(id, made);
    // A session may be started while the process stops; it starts no more messages.
    if (stopping) void made.dispatcher.drain();
    return made;
  };

  const alarms: Alarms = createAlarms({
    reads,
    clock,
    async fire(stream, at) {
      const told = await insist(() => ring(stream, at));
      return told?.ok === true && told.value.length > 0;
    },
    lineIsDue: (session) => sessions.get(session)?.dispatcher.wake(),
  });

  const ring = ringWith({
    job: (id) => jobs.find(id),
    session: (id) => ensureSession(id).session,
    queue: (id) => ensureSession(id).queue,
    media: (id) => receiving?.find(id) ?? null,
    webhook: (id) => ports.endpoint?.(id) ?? null,
  });

  const referrals = openReferrals({ reads, tell: (job, command) => void tellJob(job, command, SYSTEM) });

  const hear = (facts: readonly Recorded[]) => {
    for (const fact of facts) {
      referrals.hear(fact);
      chats.hear(fact);
      receiving?.hear(fact);
      if (fact.header.session !== null) sessions.get(fact.header.session)?.dispatcher.hear(fact);
    }
  };

  const recover = async () => {
    const active = reads.jobs.active();
    for (const { session } of active) ensureSession(session);
    await interruptJobs(jobs, active);
    const live = await interruptSessions(sessions.values());
    // A notice may have come that is not on record.
    for (const { id } of live) groups.doubt(id);
    return { jobs: active.length, sessions: live.length };
  };

  const cease = () => {
    stopping = true;
    alarms.stop();
    return Promise.all([...sessions.values()].map(({ dispatcher }) => dispatcher.drain()));
  };

  return {
    jobs,
    contacts: ports.contacts,
    groups,
    chats,
    calls,
    receiving,
    sentMessage(id, chats) {
      const job = jobOfMessage(id);
      return job !== null && reads.jobs.sentTo(job, chats) !== null ? saying.said(job) : null;
    },
    session(id) {
      const known = sessions.get(id);
      return known && known.session.state() !== 'removed' ? known : null;
    },
    ensureSession,
    forgetUnborn(id) {
      const isIdle = sessions.get(id)?.session.idle() === true;
      if (isIdle && id !== DEFAULT_SESSION && reads.sessions.byId(id) === null) sessions.delete(id);
    },
    sessions: () => [...sessions.values()],
    defects,
    wakeAt: () => alarms.arm(),
    meetDefect: defect,
    async start() {
      for (const { id } of reads.sessions.list()) ensureSession(id);
      ensureSession(DEFAULT_SESSION);
      const recovered = await recover();
      log.onCommit(hear);
      for (const { session } of sessions.values()) await session.tell({ type: 'carryOn' }, SYSTEM);
      referrals.catchUp();
      alarms.arm();
      receiving?.start();
      return recovered;
    },
    async drain(withinMs) {
      await Promise.race([cease().then(receipts.flush), new Promise<void>((resume) => clock.after(withinMs, resume))]);
    },
    async stop() {
      void cease();
      over = true;
      receiving?.stop();
      chats.stop();
      await interruptJobs(jobs, reads.jobs.active());
      await stopSessions(sessions.values());
    },
  };
};
