/**
 * Sends the API everything that its own document suggests, and worse; `judge.ts` has the rules for its answers.
 *
 * One seed decides all requests. Each round has a fresh target, so that a round can be repeated alone.
 */
import * as fc from 'fast-check';
import { type Contract, contractOf, type Document } from './document.ts';
import { judgeOf } from './judge.ts';
import { type Asked, asking } from './requests.ts';
import { openTarget, type Target } from './target.ts';
import { openWire, type Reply, type Wire } from './wire.ts';

export const INPUTS_PER_ROUND = 1_000;
const SHOWN_MAX = 400;

export interface Round {
  readonly inputs: number;
  /** How often each status came. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Operations that were answered with a 2xx. */
  readonly taken: ReadonlySet<string>;
  readonly operations: number;
  /** Null if every answer was right. */
  readonly problem: string | null;
}

/** Headers after which two sides may disagree where the next request begins. */
const FRAMING: ReadonlySet<string> = new Set(['Connection', 'Content-Length', 'Transfer-Encoding', 'Upgrade']);

const REMEMBERED_MAX = 200;

/** Values of earlier answers, by the names of their fields. */
const openMemory = () => {
  const known = new Map<string, string[]>();
  const keep = (name: string, value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) keep(name, item);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) keep(key, inner);
    else if ((typeof value === 'string' && value.length < 600) || typeof value === 'number') {
      const values = known.get(name) ?? [];
      if (values.length < REMEMBERED_MAX && !values.includes(String(value)))
        known.set(name, [...values, String(value)]);
    }
  };
  const recall = (text: string, write: (value: string) => string): string =>
    text.replaceAll(/\{\{(\w+)#(\d+)\}\}/g, (_, name: string, pick: string) => {
      const values = known.get(name) ?? [];
      return write(values[Number(pick) % Math.max(values.length, 1)] ?? 'unknown');
    });
  return { keep, recall };
};

type Memory = ReturnType<typeof openMemory>;

const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);

const bytesFor = (asked: Asked, target: string, authorization: string | null, memory: Memory): Uint8Array => {
  const { method, headers, chunked } = asked;
  const text = asked.body && Buffer.from(asked.body).toString('latin1');
  const body = text?.includes('{{') ? Buffer.from(memory.recall(text, inJson), 'latin1') : asked.body;
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...(headers.some(([name]) => name === 'Host') ? [] : ['Host: waybill.test']),
    ...(authorization === null ? [] : [`Authorization: ${authorization}`]),
    ...headers.map(([name, value]) => `${name}: ${memory.recall(value, (known) => known)}`),
  ];
  const length = body?.length ?? 0;
  if (body && chunked) lines.push('Transfer-Encoding: chunked');
  else if (body) lines.push(`Content-Length: ${length}`);
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  if (!body) return head;
  if (!chunked) return Buffer.concat([head, body]);
  const chunk = length === 0 ? [] : [Buffer.from(`${length.toString(16)}\r\n`), body, Buffer.from('\r\n')];
  return Buffer.concat([head, ...chunk, Buffer.from('0\r\n\r\n')]);
};

const show = (bytes: Uint8Array): string => {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/(Authorization: Bearer ).*/, '$1…');
  return JSON.stringify(text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}… (${bytes.length} bytes)` : text);
};

class Objection extends Error {}

const asker = (target: Target, contract: Contract, wire: Wire, note: (asked: Asked, reply: Reply) => void) => {
  const { anna } = target;
  const memory = openMemory();
  const judge = judgeOf(contract, target.secrets);
  let before = anna.log.head();
  let turn = 0;

  return async (asked: Asked): Promise<void> => {
    turn += 1;
    anna.clock.advance(20);
    const authorization = await target.authorization(asked.token);
    before = turn === 1 ? anna.log.head() : before;
    const heading = memory.recall(asked.target, encodeURIComponent);
    const bytes = bytesFor(asked, heading, authorization, memory);
    const start = anna.log.head();
    const reply = await wire.send(bytes, {
      bodiless: asked.method === 'HEAD',
      last: asked.headers.some(([name]) => FRAMING.has(name)),
    });
    if (!reply) throw new Objection(`no answer came to ${show(bytes)}`);
    note(asked, reply);
    const after = anna.log.head();
    const facts = anna.log
      .page({ after: start.position, limit: 1_000 })
      .filter(({ correlation, causation }) => correlation !== null && causation === null);
    const path = URL.parse(heading, 'http://waybill.test')?.pathname ?? heading;
    const objection = judge({ asked, path, reply, before: start, after, facts });
    if (objection)
      throw new Objection(
        `${objection}\n  asked ${show(bytes)}\n  got   ${show(Buffer.from(`${reply.head}\r\n\r\n${reply.body}`))}`,
      );
    if (Object.hasOwn(Object.prototype, 'polluted'))
      throw new Objection(`every object is polluted after ${show(bytes)}`);
    if (reply.status < 300 && reply.headers.get('content-type')?.[0]?.startsWith('application/json')) {
      if (!heading.startsWith('/openapi')) memory.keep('', JSON.parse(reply.body || 'null'));
    }
  };
};

/** The served document. */
const servedTo = async (wire: Wire): Promise<string> => {
  const reply = await wire.send(Buffer.from('GET /openapi.json HTTP/1.1\r\nHost: waybill.test\r\n\r\n'), {
    bodiless: false,
    last: false,
  });
  if (reply?.status !== 200) throw new Error(`The document is not served: ${reply?.head}`);
  return reply.body;
};

interface Questions {
  readonly contract: Contract;
  readonly asked: fc.Arbitrary<Asked>;
}

/** Built once for a document: building takes as long as hundreds of requests. */
const made = new Map<string, Questions>();

const questionsOf = (document: string): Questions => {
  const known = made.get(document);
  if (known) return known;
  const contract = contractOf(JSON.parse(document) as Document);
  const questions = { contract, asked: asking(contract.operations, contract.resolve) };
  made.set(document, questions);
  return questions;
};

export const fuzz = async (seed: number, inputs: number): Promise<Round> => {
  const target = await openTarget();
  const wire = openWire(target.port);
  const statuses = new Map<number, number>();
  const taken = new Set<string>();
  let asks = 0;
  try {
    const { contract, asked } = questionsOf(await servedTo(wire));
    const ask = asker(target, contract, wire, ({ operation }, { status }) => {
      asks += 1;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status < 300) taken.add(operation);
    });
    const property = fc.asyncProperty(asked, ask);
    // The failing request is reported as it is: the target has changed, so a smaller one cannot be searched for.
    const result = await fc.check(property, { seed, numRuns: inputs, endOnFailure: true });
    const thrown: unknown = result.errorInstance;
    const problem = result.failed
      ? thrown instanceof Objection
        ? thrown.message
        : String((thrown as Error | null)?.stack)
      : null;
    return { inputs: asks, statuses, taken, operations: contract.operations.length, problem };
  } finally {
    wire.close();
    await target.close();
  }
};
