/** Compares what a receiver of webhooks was sent with what is on record. */
import { Webhook as Verifier } from 'standardwebhooks';

/** A request that came whole. */
export interface Came {
  /** The path of the endpoint. */
  readonly endpoint: string;
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: readonly string[];
  readonly text: string;
  /** When it came, and when it was accepted, as numbers of one sequence; null while it was not. */
  readonly at: number;
  acceptedAt: number | null;
}

/** An event that the facts on record lead to. */
export interface Expected {
  readonly position: number;
  readonly type: string;
  /** The stream of its fact, with which an event without a chat is in order. */
  readonly stream?: string;
}

export interface Hook {
  /** Its path at its receiver. */
  readonly endpoint: string;
  /** Whether events of a chat wait for each other. */
  readonly isOrdered: boolean;
  /** Whether it gets whole bodies, which are the same at each such endpoint. */
  readonly isFull: boolean;
  /** Each secret that the receiver was given, the first one first. */
  readonly secrets: readonly string[];
}

/** A replay that was answered with success. */
export interface Replay {
  readonly endpoint: string;
  readonly after: number;
  readonly upTo: number;
  /** When it was asked for, in the sequence of the receiver. */
  readonly at: number;
}

export interface Evidence {
  readonly expected: readonly Expected[];
  readonly hooks: readonly Hook[];
  readonly came: readonly Came[];
  readonly replays: readonly Replay[];
}

interface Body extends Pick<Expected, 'position' | 'type'> {
  readonly id: string;
  readonly session: string | null;
  readonly chatId: string | null;
}

/** An event as it came within a request. */
interface Told {
  readonly key: string;
  readonly body: Body;
  readonly text: string;
  readonly request: Came;
}

const keyOf = ({ position, type }: Expected): string => `${type} at ${position}`;

const bodiesIn = ({ id, text }: Came): readonly Body[] => {
  const body = JSON.parse(text) as Body & { readonly events?: readonly Body[] };
  return id.startsWith('bat_') ? (body.events ?? []) : [body];
};

/** Each request is read once. */
const read = new WeakMap<Came, readonly Told[]>();

const eventsIn = (request: Came): readonly Told[] => {
  const known =
    read.get(request) ??
    bodiesIn(request).map((body) => ({ key: keyOf(body), body, text: JSON.stringify(body), request }));
  read.set(request, known);
  return known;
};

const toldIn = (came: readonly Came[], endpoint: string): readonly Told[] =>
  came.filter((request) => request.endpoint === endpoint).flatMap(eventsIn);

/** What did not come, or did not come again after a replay. */
export const missingOf = ({
  expected,
  hooks,
  came,
  replays,
}: Omit<Evidence, 'hooks'> & { hooks: readonly Pick<Hook, 'endpoint'>[] }): readonly string[] =>
  hooks.flatMap(({ endpoint }) => {
    const last = new Map(toldIn(came, endpoint).map(({ key, request }) => [key, request.at]));
    const replayed = replays.filter((replay) => replay.endpoint === endpoint);
    return expected.flatMap((event) => {
      const key = keyOf(event);
      const at = last.get(key);
      if (at === undefined) return [`${endpoint} was never sent ${key}`];
      const lost = replayed.find(
        ({ after, upTo, at: asked }) => event.position > after && event.position <= upTo && at < asked,
      );
      return lost ? [`${endpoint} was not sent ${key} again, after the replay from ${lost.after} to ${lost.upTo}`] : [];
    });
  });

/** The first of two texts under one name that differ. */
const differing = (pairs: readonly (readonly [name: string, text: string])[]): string | null => {
  const known = new Map<string, string>();
  for (const [name, text] of pairs) {
    if (known.has(name) && known.get(name) !== text) return `${name} is ${known.get(name)}, and later ${text}`;
    known.set(name, text);
  }
  return null;
};

const problem = (found: string | null, about: string): readonly string[] =>
  found === null ? [] : [`${about}: ${found}`];

/** One id for each event and one event for each id, and the same bytes each time. */
const sameness = ({ hooks, came }: Evidence): readonly string[] => {
  const all = hooks.flatMap((hook) => toldIn(came, hook.endpoint).map((told) => ({ ...told, hook })));
  const named = all.map(({ hook, body, text }) => [`${hook.isFull ? 'full' : 'thin'} ${body.id}`, text] as const);
  const alone = all.find(({ body, request }) => !request.id.startsWith('bat_') && request.id !== body.id);
  return [
    ...problem(differing(all.map(({ key, body }) => [key, body.id])), 'the id of an event changes'),
    ...problem(differing(all.map(({ key, body }) => [body.id, key])), 'two events have one id'),
    ...problem(differing(named), 'the body of an event changes'),
    ...problem(differing(came.map(({ endpoint, id, text }) => [`${endpoint} ${id}`, text])), 'a request changes'),
    ...(alone ? [`${alone.body.id} came under the id ${alone.request.id}`] : []),
  ];
};

/** Events of these streams are in order within their stream, though they may name a chat. */
const APART = /^(?:contact|call)\//;

/** An event comes for the first time once the one before it in its chat was accepted. */
const order = ({ expected, hooks, came }: Evidence): readonly string[] => {
  const streams = new Map(expected.map(({ position, stream }) => [position, stream ?? '']));
  const laneOf = ({ session, chatId, position }: Body): string => {
    const stream = streams.get(position) ?? '';
    return chatId === null || APART.test(stream) ? stream : `${session}/${chatId}`;
  };
  return hooks
    .filter(({ isOrdered }) => isOrdered)
    .flatMap(({ endpoint }) => {
      const told = toldIn(came, endpoint);
      const chats = Map.groupBy(new Map(told.map((one) => [one.key, one.body])).values(), laneOf);
      const before = new Map<string, string>();
      for (const bodies of chats.values()) {
        const sorted = bodies.toSorted((one, other) => one.position - other.position);
        for (const [n, body] of sorted.entries()) before.set(keyOf(body), n > 0 ? keyOf(sorted[n - 1] ?? body) : '');
      }
      const seen = new Map<string, number>();
      const accepted = new Map<string, number>();
      for (const { key, request } of told) {
        if (!seen.has(key)) seen.set(key, request.at);
        const at = request.acceptedAt ?? Number.POSITIVE_INFINITY;
        accepted.set(key, Math.min(at, accepted.get(key) ?? Number.POSITIVE_INFINITY));
      }
      const overtaking = told.find(({ key, request }, place) => {
        const first = before.get(key) ?? '';
        if (first === '' || seen.get(key) !== request.at) return false;
        const together = told.findIndex((other) => other.key === first && other.request === request);
        if (together !== -1 && together < place) return false;
        return (accepted.get(first) ?? Number.POSITIVE_INFINITY) > request.at;
      });
      if (!overtaking) return [];
      return [
        `${endpoint} was sent ${overtaking.key} before it had accepted ${before.get(overtaking.key)} of its chat`,
      ];
    });
};

const isSigned = ({ id, timestamp, signatures, text }: Came, secrets: readonly string[]): boolean => {
  const at = new Date(Number(timestamp) * 1_000);
  return secrets.some((secret) => signatures.includes(new Verifier(secret).sign(id, at, text)));
};

/** The broken promises, as sentences; empty if all were kept. */
export const judgeHooks = (evidence: Evidence): readonly string[] => {
  const { expected, hooks, came } = evidence;
  const known = new Set(expected.map(keyOf));
  const told = hooks.flatMap(({ endpoint }) => toldIn(came, endpoint));
  const unknown = told.find(({ key }) => !known.has(key));
  const unsigned = hooks.flatMap(({ endpoint, secrets }) =>
    came.filter((one) => one.endpoint === endpoint && !isSigned(one, secrets)).slice(0, 1),
  );
  return [
    ...missingOf(evidence),
    ...sameness(evidence),
    ...order(evidence),
    ...(unknown ? [`${unknown.request.endpoint} was sent ${unknown.key}, which is not on record`] : []),
    ...unsigned.map(({ endpoint, id }) => `${id} to ${endpoint} is signed with no secret that the receiver was given`),
  ];
};
