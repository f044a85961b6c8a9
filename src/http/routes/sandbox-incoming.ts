/** What reaches the gateway beside the messages of contacts, and how far each message has come. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { SandboxControl } from '../../sandbox/control.ts';
import type { HandoverShown } from '../../sandbox/control/incoming.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { problem } from '../contract/problem.ts';
import { IsoTime, iso } from '../contract/shapes.ts';
import type { Env } from '../edge/env.ts';
import { body, params, query } from '../edge/parse.ts';
import { GroupId } from './sandbox-rooms.ts';
import { Digits, MessageId } from './sandbox-shape.ts';
import { asWritten, Content, contextOf, postingOf, Write, WRITTEN, writtenOf } from './sandbox-write.ts';

const Count = v.pipe(v.number(), v.integer());
const MaybeTime = v.nullable(IsoTime);

const HandoverShape = v.pipe(
  v.object({
    messageId: v.string(),
    device: v.pipe(v.string(), v.description('The linked device.')),
    from: v.pipe(v.string(), v.description('The number of the writer.')),
    group: v.pipe(v.nullable(v.string()), v.description('The group, or `status@broadcast`; null in a chat of two.')),
    state: v.pipe(
      v.picklist(['queued', 'handed_over', 'confirmed', 'acknowledged', 'refused']),
      v.description('`confirmed` by a receipt: the writer sees two ticks.'),
    ),
    writtenAt: IsoTime,
    handedAt: v.pipe(MaybeTime, v.description('When it was first handed over.')),
    settledAt: v.pipe(MaybeTime, v.description('When it left the queue.')),
    handed: v.pipe(Count, v.description('How often it was handed over.')),
    redelivered: v.pipe(Count, v.description('How often in a ciphertext that the device had been given before.')),
    repeats: v.pipe(Count, v.description('How often it was encrypted again, because the device could not read it.')),
    answers: v.array(
      v.object({
        type: v.pipe(v.string(), v.description('The type of a receipt (`none` if it has none), `ack` or `error`.')),
        code: v.pipe(v.nullable(v.number()), v.description('The code of an error.')),
        at: IsoTime,
      }),
    ),
  }),
  v.metadata({ ref: 'SandboxHandover' }),
);

const handover = (shown: HandoverShown): v.InferOutput<typeof HandoverShape> => ({
  messageId: shown.messageId,
  device: shown.device,
  from: shown.from,
  group: shown.group,
  state: shown.state,
  writtenAt: iso(shown.writtenAt),
  handedAt: shown.handedAt === null ? null : iso(shown.handedAt),
  settledAt: shown.settledAt === null ? null : iso(shown.settledAt),
  handed: shown.handed,
  redelivered: shown.redelivered,
  repeats: shown.repeats,
  answers: shown.answers.map(({ type, code, at }) => ({ type, code, at: iso(at) })),
});

const Channel = v.pipe(
  v.string(),
  v.regex(/^\d{5,32}@newsletter$/, 'Expected the id of a channel, which ends with @newsletter'),
  v.description('The id of a channel; any will do.'),
  v.examples(['120363000000000001@newsletter']),
);

const { from: _, ...ToContact } = Write.entries;
const FromPhone = v.strictObject({ to: Digits, ...ToContact });
const Publish = v.strictObject({ channel: Channel, content: Content });
const Read = v.strictObject({ chat: v.union([GroupId, Digits]), messageId: MessageId });

const writing = (control: SandboxControl) =>
  new Hono<Env>()
    .post(
      '/write-from-phone',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: "Write to a contact on the account's own phone",
        answers: WRITTEN,
        problems: ['sandbox.not_found', ...BODY_PROBLEMS],
      }),
      body(FromPhone),
      (c) => {
        const given = c.req.valid('json');
        const { content } = given;
        return asWritten(c, control.writeFromPhone(given.to, writtenOf(content), contextOf(given), postingOf(given)));
      },
    )
    .post(
      '/read-on-phone',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: "Read a message on the account's own phone",
        answers: { 204: { description: 'Linked devices are told that it was read.' } },
        problems: ['sandbox.not_found', ...BODY_PROBLEMS],
      }),
      body(Read),
      (c) => {
        const { chat, messageId } = c.req.valid('json');
        if (control.readOnPhone(chat, messageId)) return c.body(null, 204);
        return problem(c, 'sandbox.not_found', 'No phone wrote such a message in this chat; look at the phones.');
      },
    )
    .post(
      '/write-status',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Publish a status of a contact',
        answers: WRITTEN,
        problems: ['sandbox.not_found', ...BODY_PROBLEMS],
      }),
      body(Write),
      (c) => {
        const given = c.req.valid('json');
        const { from, content } = given;
        return asWritten(c, control.writeStatus(from, writtenOf(content), contextOf(given), postingOf(given)));
      },
    )
    .post(
      '/publish',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Publish a post of a channel',
        answers: WRITTEN,
        problems: ['sandbox.not_found', ...BODY_PROBLEMS],
      }),
      body(Publish),
      (c) => {
        const { channel, content } = c.req.valid('json');
        return asWritten(c, control.publish(channel, writtenOf(content)));
      },
    );

export const sandboxIncoming = (control: SandboxControl) =>
  new Hono<Env>()
    .get(
      '/handovers',
      describe({
        tag: 'Sandbox',
        scope: 'messages:read',
        summary: 'List what phones wrote, and how far it has come',
        description: 'Until a linked device has confirmed or refused a message, it gets it again at each login.',
        answers: { 200: { description: 'The messages.', content: v.object({ items: v.array(HandoverShape) }) } },
        problems: ['request.invalid'],
      }),
      query(v.strictObject({ number: v.optional(Digits) })),
      (c) => c.json({ items: control.handovers(c.req.valid('query').number).map(handover) }),
    )
    .get(
      '/handovers/:messageId',
      describe({
        tag: 'Sandbox',
        scope: 'messages:read',
        summary: 'Look how far a message has come',
        answers: { 200: { description: 'The message.', content: HandoverShape } },
        problems: ['sandbox.not_found', 'request.invalid'],
      }),
      params(v.object({ messageId: MessageId })),
      (c) => {
        const found = control.handover(c.req.valid('param').messageId);
        return found
          ? c.json(handover(found))
          : problem(c, 'sandbox.not_found', 'No phone wrote this message; look at GET /api/sandbox/handovers.');
      },
    )
    .route('/', writing(control));
