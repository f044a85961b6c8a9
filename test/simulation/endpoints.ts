/**
 * Endpoints of webhooks: what they are sent, how they answer, and what a person asks of them.
 *
 * Two are in order within each chat, one of them in batches, and one has no order. Each asks for everything from the
 * beginning of the log. They refuse, cannot be reached, answer what nobody hears, and go away; at the end they take all.
 */
import { eventsOf } from '../../src/webhooks/events/events.ts';
import type { EndpointConfig } from '../../src/events/facts/webhook.ts';
import type { Recorded } from '../../src/events/log/log.ts';
import type { Post, Posted } from '../../src/fetching/posting.ts';
import type { Gateway } from '../../src/gateway/gateway.ts';
import type { Caller } from '../../src/kernel/caller.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { partsOfStream } from '../../src/kernel/ids.ts';
import { EVERYTHING } from '../../src/kernel/reach.ts';
import { type Result, refuse } from '../../src/kernel/result.ts';
import { newSecret } from '../../src/webhooks/sending/signing.ts';
import { type Came, type Expected, judgeHooks, missingOf, type Replay } from '../support/hook-judge.ts';
import type { Errand } from './people.ts';
import type { Random } from './random.ts';
import type { Broken } from './rules/rule.ts';
import type { Tally } from './tally.ts';
import type { Trace } from './trace.ts';

export interface EndpointsPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly trace: Trace;
  readonly tally: Tally;
  readonly broken: Broken;
}

export interface Endpoints {
  /** A request comes to an endpoint. */
  post(post: Post): Promise<Posted>;
  /** What somebody may ask of an endpoint now. */
  errands(): readonly Errand[];
  /** Resumes what is paused, and sends again at once what was refused. */
  looksAfter(): readonly Errand[];
  take(facts: readonly Recorded[]): void;
  heal(): void;
  /** Whether something is still to come. */
  pending(): boolean;
  /** Everything should have come: checks it. */
  ended(): void;
}

const COMMON: EndpointConfig = { events: ['*'], sessions: '*', payload: 'full', ordering: 'chat' };
const CONFIGS: Readonly<Record<string, EndpointConfig>> = {
  '/chat': COMMON,
  '/batch': { ...COMMON, batch: { maxEvents: 4, maxDelayMs: 300 } },
  '/free': { ...COMMON, payload: 'thin', ordering: 'none' },
};

/** An endpoint as its first fact has made it. */
interface Made {
  readonly path: string;
  /** `wh_…` */
  readonly id: string;
}

type Conduct = 'accepts' | 'late' | 'refuses' | 'is down' | 'is lost' | 'is gone';

const LATE_MS_MAX = 3_000;
const UNREACHED: Posted = { type: 'unanswered', reason: 'connection' };
const LOST: Posted = { type: 'unanswered', reason: 'answer' };

const answer = (status: number): Posted => ({ type: 'answered', status, retryAfter: undefined, text: '' });

const isTold = (fact: Recorded): boolean => !fact.stream.startsWith('webhook/');

export const endpointsOf = ({ clock, random, trace, tally, broken }: EndpointsPorts): Endpoints => {
  const { look, struck } = tally;
  const conducts: Readonly<Record<Conduct, number>> = {
    accepts: 12,
    late: random.fraction() * 4,
    refuses: random.fraction() * 3,
    'is down': random.fraction() * 2,
    'is lost': random.fraction() * 2,
    'is gone': random.fraction() * 0.1,
  };
  const secret = newSecret(random);
  const facts: Recorded[] = [];
  const made: Made[] = [];
  const came: Came[] = [];
  const replays: Replay[] = [];
  let sequence = 0;
  let isHealed = false;

  const arrive = ({ url, headers, body }: Post): Came => {
    const header = (name: string): string => headers[name] ?? '';
    const one: Came = {
      endpoint: new URL(url).pathname,
      id: header('webhook-id'),
      timestamp: header('webhook-timestamp'),
      signatures: header('webhook-signature').split(' '),
      text: Buffer.from(body).toString(),
      at: sequence++,
      acceptedAt: null,
    };
    trace.say('endpoint', one.endpoint, one.id);
    came.push(one);
    return one;
  };

  const accept = (one: Came): Posted => {
    one.acceptedAt = sequence++;
    return answer(204);
  };

  const behave: Readonly<Record<Conduct, (post: Post) => Posted | Promise<Posted>>> = {
    accepts: (post) => accept(arrive(post)),
    late(post) {
      const one = arrive(post);
      return new Promise((resolve) => {
        clock.after(random.between(1, LATE_MS_MAX), () => resolve(accept(one)));
      });
    },
    refuses(post) {
      struck('an endpoint that refuses an event');
      arrive(post);
      return answer(random.pick([400, 500]));
    },
    'is down'() {
      struck('an endpoint that cannot be reached');
      return random.chance(0.5) ? UNREACHED : answer(503);
    },
    'is lost'(post) {
      struck('an endpoint whose answer is lost');
      const one = arrive(post);
      if (random.chance(0.5)) accept(one);
      return LOST;
    },
    'is gone'() {
      struck('an endpoint that is gone');
      return answer(410);
    },
  };

  const create = (path: string): Errand => ({
    words: `make the endpoint ${path}`,
    ask: (gateway, caller) =>
      gateway.webhooks.create(
        {
          name: path,
          url: `https://hooks.example${path}`,
          config: CONFIGS[path] ?? COMMON,
          headers: {},
          startAt: 0,
          secret,
        },
        caller,
      ),
    leaves: 'webhook.created',
  });

  const asked = (
    words: string,
    { id }: Made,
    ask: (webhooks: Gateway['webhooks'], id: string, caller: Caller) => Promise<Result<unknown>>,
  ): Errand => ({
    words: `${words} ${id}`,
    ask: (gateway, caller) => ask(gateway.webhooks, id, caller),
    leaves: null,
  });

  const resume = (one: Made): Errand => asked('resume', one, (webhooks, id, caller) => webhooks.resume(id, caller));

  const redeliver = (one: Made): Errand =>
    asked('redeliver', one, async (webhooks, id, caller) => {
      const page = webhooks.deliveries(id, { state: 'retrying', limit: 100 }, EVERYTHING);
      if (!page.ok) return page;
      let last: Result<unknown> = page;
      for (const { event } of page.value.items) last = await webhooks.redeliver(id, event, EVERYTHING, caller);
      return last.ok ? last : refuse('webhook.delivery_not_found', 'it was removed');
    });

  const replay = (one: Made): Errand[] => {
    const head = facts.at(-1)?.position ?? 0;
    if (head < 3) return [];
    const after = random.between(0, head - 2);
    const upTo = random.between(after + 1, head);
    return [
      asked('replay', one, async (webhooks, id, caller) => {
        const at = sequence;
        const told = await webhooks.replay(id, { from: after, to: upTo, only: 'all' }, caller);
        if (told.ok) replays.push({ endpoint: one.path, after, upTo, at });
        return told;
      }),
    ];
  };

  const ways: Readonly<Record<string, (one: Made) => readonly Errand[]>> = {
    pause: (one) => [asked('pause', one, (webhooks, id, caller) => webhooks.pause(id, caller))],
    resume: (one) => [resume(one)],
    redeliver: (one) => [redeliver(one)],
    replay,
  };

  const expected = (): readonly Expected[] =>
    facts
      .filter(isTold)
      .flatMap((fact) => eventsOf(fact).map(({ position, type }) => ({ position, type, stream: fact.stream })));

  const evidence = () => ({
    expected: expected(),
    hooks: made.map(({ path }) => ({
      endpoint: path,
      isOrdered: path !== '/free',
      isFull: path !== '/free',
      secrets: [secret],
    })),
    came,
    replays,
  });

  return {
    async post(post) {
      if (isHealed) return accept(arrive(post));
      return behave[random.weighted(conducts)](post);
    },
    errands() {
      const missing = Object.keys(CONFIGS).find((path) => !made.some((one) => one.path === path));
      if (missing !== undefined) return [create(missing)];
      const [first, ...others] = made;
      if (!first) return [];
      const way = random.weighted({ pause: 1, resume: 3, redeliver: 2, replay: 2 });
      return ways[way]?.(random.pick([first, ...others])) ?? [];
    },
    looksAfter: () => made.flatMap((one) => [resume(one), redeliver(one)]),
    take(some) {
      for (const fact of some) {
        facts.push(fact);
        if (fact.type !== 'webhook.created') continue;
        const { batch, ordering } = fact.data.config;
        const path = batch ? '/batch' : ordering === 'none' ? '/free' : '/chat';
        made.push({ path, id: `wh_${partsOfStream(fact.stream).id}` });
      }
    },
    heal() {
      isHealed = true;
    },
    pending: () => missingOf(evidence()).length > 0,
    ended() {
      if (made.length > 0) look('an event reaches its endpoint');
      if (replays.length > 0) look('a replay brings everything again');
      for (const problem of judgeHooks(evidence())) broken(problem);
    },
  };
};
