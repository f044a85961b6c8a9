/** One endpoint: its actor, its deliveries, and the requests that both lead to. */
import { type Actor, createActor } from '../actors/actor.ts';
import type { Insist } from '../actors/insist.ts';
import type { EndpointConfig } from '../events/facts/webhook.ts';
import type { EventLog } from '../events/log/log.ts';
import type { Poster } from '../fetching/posting.ts';
import { SYSTEM } from '../kernel/caller.ts';
import { type ChatId, type SessionId, streamOf } from '../kernel/ids.ts';
import { kinds, type machines } from '../machines/kinds.ts';
import { decideWebhook, type WebhookCommand } from '../machines/webhook.decide.ts';
import type { WebhookEffect } from '../machines/webhook.machine.ts';
import type { Reads } from '../projections/reads.ts';
import type { Sent } from './deliveries/outcome.ts';
import { createRun } from './deliveries/run.ts';
import type { Run, RunPorts } from './deliveries/run-ports.ts';
import type { Parcel } from './deliveries/standing.ts';
import type { EventBodies } from './events/bodies.ts';
import type { HandedEvent } from './events/events.ts';
import type { EventMatching } from './events/filter.ts';
import { createSender } from './sending/sender.ts';

export type WebhookActor = Actor<typeof machines.webhook, WebhookCommand>;

export interface Endpoint {
  readonly actor: WebhookActor;
  /** Whether its filter lets an event through. */
  wants(event: HandedEvent): boolean;
  /** Null before its first fact, and once it is removed. */
  run(): Run | null;
  /** Sends a body that belongs to no event of the log, and answers what came of it. */
  try(id: string, body: string, signal: AbortSignal): Promise<Sent>;
  /** Secrets or headers have changed. */
  forgetSecrets(): void;
  stop(): void;
}

export interface EndpointPorts
  extends Omit<
    RunPorts,
    | 'wants'
    | 'filter'
    | 'laneOf'
    | 'orderedLaneOf'
    | 'laneNow'
    | 'batch'
    | 'together'
    | 'startAt'
    | 'isActive'
    | 'send'
    | 'report'
    | 'log'
  > {
  readonly log: EventLog;
  readonly reads: Reads;
  readonly insist: Insist;
  readonly matching: EventMatching;
  readonly bodies: EventBodies;
  readonly poster: () => Poster;
  /** Whether deliveries may begin. */
  /** Before that, a replay may be asked for, and nothing is sent. */
  readonly isStarted: () => boolean;
  readonly isStopped: () => boolean;
  readonly wakeAt: () => void;
  readonly removed: () => void;
}

const EMPTY: EndpointConfig = { events: [], sessions: '*', payload: 'thin', ordering: 'none' };

export const laneOfConversation = (session: SessionId, chat: ChatId): string => `${session}/${chat}`;

/** The lane of an event: that of its conversation, or that of its stream if it belongs to none. */
const laneOfChat = (event: HandedEvent, chat: ChatId | null): string =>
  chat === null || event.session === null ? `:${event.stream}` : laneOfConversation(event.session, chat);

/** The lane that leads to the conversation of this one, as it is known now. */
const laneNow =
  ({ chats }: Pick<Reads, 'chats'>) =>
  (lane: string): string => {
    if (lane === '' || lane.startsWith(':')) return lane;
    const at = lane.indexOf('/');
    const session = lane.slice(0, at);
    return laneOfConversation(session, chats.chatOf(session, lane.slice(at + 1)));
  };

export const createEndpoint = (id: string, ports: EndpointPorts, options: { fresh?: boolean } = {}): Endpoint => {
  const { log, reads, clock, entropy, matching, bodies, insist } = ports;
  let run: Run | null = null;

  const isLive = (): boolean => !['removed', 'unborn', null].includes(actor.state());
  const config = (): EndpointConfig => actor.snapshot().context.config ?? EMPTY;

  const deliver = (): void => {
    if (ports.isStopped()) return;
    if (!isLive()) {
      run?.stop();
      run = null;
      if (actor.state() === 'removed') ports.removed();
      return;
    }
    run ??= createRun(id, runPorts);
    run.reread();
  };

  const actor: WebhookActor = createActor(
    streamOf.webhook(id),
    {
      ...kinds.webhook,
      decide: (webhook, command: WebhookCommand) =>
        decideWebhook(webhook, command, { now: clock.now(), fraction: entropy.fraction() }),
      effects: { deliver, wakeAt: () => ports.wakeAt() } satisfies Record<WebhookEffect, unknown>,
    },
    { log, clock },
    options,
  );

  const sender = createSender(id, { ...ports, edition: actor.snapshot });

  const bodyOf = ({ id: parcel, members, facts }: Parcel): string => {
    const payload = config().payload;
    const events = members.map((member, at) => bodies.bodyOf(member, { payload, fact: facts?.[at] }));
    return JSON.stringify(parcel.startsWith('bat_') ? { id: parcel, events } : events[0]);
  };

  const runPorts: RunPorts = {
    ...ports,
    wants: (event) => matching.matches(event, config(), id),
    filter: config,
    laneOf: (event) => (config().ordering === 'none' ? '' : runPorts.orderedLaneOf(event)),
    orderedLaneOf: (event) => laneOfChat(event, matching.chatOf(event)),
    laneNow: laneNow(reads),
    batch: () => config().batch ?? null,
    together: reads.together,
    startAt: () => reads.webhooks.byId(id)?.startAt ?? ports.head(),
    isActive: () => ports.isStarted() && actor.state() === 'active',
    send: (parcel, signal) => sender.post(parcel.id, bodyOf(parcel), signal),
    async report(command) {
      await insist(() => actor.tell(command, SYSTEM));
    },
  };

  return {
    actor,
    wants: runPorts.wants,
    run() {
      if (run === null) deliver();
      return run;
    },
    try: sender.post,
    forgetSecrets: sender.forgetSecrets,
    stop() {
      run?.stop();
      sender.close();
    },
  };
};
