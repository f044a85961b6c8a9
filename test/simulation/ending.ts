/** How a seed must end once all faults are over: each accepted message has one end, and is where it should be. */
import type { Gateway } from '../../src/gateway/gateway.ts';
import type { Caller } from '../../src/kernel/caller.ts';
import type { SessionId } from '../../src/kernel/ids.ts';
import type { Scene } from './scene.ts';

const ALARMS_MAX = 5_000;
/** Enough for endpoints that take everything, with a person who sends again at once what was refused. */
const TOLD_ALARMS_MAX = 600;
const HOURS_MAX = 24;
/** How often a person checks whether a session or a queue needs attention. */
const LOOK_EVERY = 40;

const WAITING_FOR_A_PERSON = ['stopped', 'halted', 'loggedOut', 'removed'];

const lookAfter = ({ ledger, ask }: Scene, id: SessionId): void => {
  const call = (words: string, work: (gateway: Gateway, caller: Caller) => ReturnType<Gateway['queues']['pause']>) =>
    ask({ words: `${words} ${id}`, ask: work, leaves: null });
  const state = ledger.sessions.get(id)?.state ?? 'stopped';
  if (WAITING_FOR_A_PERSON.includes(state)) call('start', ({ sessions }, caller) => sessions.start(id, caller));
  if (ledger.queue(id).state === 'paused') call('resume', ({ queues }, caller) => queues.resume(id, caller));
};

const open = ({ ledger }: Scene): readonly string[] =>
  [...ledger.jobs.values()].flatMap(({ id, status }) =>
    status === 'waiting' || status === 'active' || status === 'retrying' ? [`${id} (${status})`] : [],
  );

const runUntilAllEnded = async (scene: Scene): Promise<void> => {
  const { clock, supervisor, problem, broken, sessions, whatsapp } = scene;
  const end = clock.now() + HOURS_MAX * 3_600_000;
  const isPending = (): boolean => open(scene).length > 0 || whatsapp.incoming.pending();
  for (let alarm = 0; isPending() && problem() === null; alarm += 1) {
    if (alarm >= ALARMS_MAX || clock.now() > end)
      return broken(`these never ended: ${open(scene).join(', ') || 'messages that came in'}`);
    if (supervisor.stage() === 'down') supervisor.begin();
    if (alarm % LOOK_EVERY === 0) for (const id of sessions) lookAfter(scene, id);
    clock.ring();
    await scene.rest();
    scene.look();
  }
};

/** Endpoints are sent what is still to come. */
const runUntilAllWasTold = async (scene: Scene): Promise<void> => {
  const { clock, supervisor, problem, endpoints, ask } = scene;
  for (let alarm = 0; alarm < TOLD_ALARMS_MAX && problem() === null && endpoints.pending(); alarm += 1) {
    if (supervisor.stage() === 'down') supervisor.begin();
    if (alarm % LOOK_EVERY === 0) endpoints.looksAfter().forEach(ask);
    clock.ring();
    await scene.rest();
  }
  if (problem() === null) endpoints.ended();
};

const everyMessageIsWhereItShould = ({ ledger, phones, broken }: Scene): void => {
  for (const job of ledger.jobs.values()) {
    const { id, status, messageId } = job;
    const found = phones.find(messageId);
    if (status === 'completed' && !found) broken(`job ${id} is completed, and its message is on no phone`);
    if (found && !ledger.says(job, found.content)) broken(`job ${id} arrived with other words than were queued`);
  }
};

export const ending = async (scene: Scene): Promise<void> => {
  const { clock, supervisor, trace, whatsapp, disasters, problem, endpoints } = scene;
  trace.say('process', 'everything is healed');
  whatsapp.heal();
  disasters.end();
  endpoints.heal();
  await runUntilAllEnded(scene);
  while (supervisor.stage() !== 'up' && problem() === null) {
    if (supervisor.stage() === 'down') supervisor.begin();
    clock.ring();
    await scene.rest();
  }
  await runUntilAllWasTold(scene);
  everyMessageIsWhereItShould(scene);
  const log = supervisor.life()?.log;
  if (log && problem() === null) whatsapp.incoming.ended((position) => log.content(position));
  await supervisor.life()?.tidy();
  scene.tidied();
  await scene.agree();
};
