/** The controls of the sandbox: reading its phones, and causing faults. They exist only while the sandbox runs. */
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { Received, SandboxControl } from '../../sandbox/control.ts';
import { TEST_NUMBERS } from '../../sandbox/test-numbers.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import type { Env } from '../edge/env.ts';
import { body, query } from '../edge/parse.ts';
import { problem } from '../contract/problem.ts';
import { sandboxChatControls } from './sandbox-chat-controls.ts';
import { sandboxCalls } from './sandbox-calls.ts';
import { sandboxChats } from './sandbox-chats.ts';
import { sandboxFaults } from './sandbox-faults.ts';
import { sandboxLive } from './sandbox-live.ts';
import { sandboxGroups } from './sandbox-groups.ts';
import { sandboxIncoming } from './sandbox-incoming.ts';
import { sandboxRooms } from './sandbox-rooms.ts';
import { sandboxFiles } from './sandbox-files.ts';
import { DISPLAYED, displayedAnswer } from './sandbox-message-shape.ts';
import { sandboxWrite } from './sandbox-write.ts';
import { Digits, MessageId, SandboxShape, sandboxAnswer } from './sandbox-shape.ts';
import { IsoTime, iso } from '../contract/shapes.ts';

const MESSAGE_CHARACTERS_MAX = 65_536;

const InboxShape = v.pipe(
  v.object({
    number: v.string(),
    messages: v.array(
      v.object({
        messageId: v.string(),
        from: v.string(),
        text: v.string(),
        ...DISPLAYED,
        at: IsoTime,
        copies: v.pipe(v.number(), v.integer(), v.description('How many times it arrived; the phone shows the first.')),
        receipt: v.picklist(['none', 'delivered', 'read']),
      }),
    ),
  }),
  v.metadata({ ref: 'SandboxInbox' }),
);

const received = (message: Received) => ({
  messageId: message.messageId,
  from: message.from,
  text: message.text,
  ...displayedAnswer(message),
  at: iso(message.at),
  copies: message.copies,
  receipt: message.receipt,
});

const TestNumberShape = v.object({ digits: v.string(), sentence: v.string() });

const Scan = v.strictObject({
  qr: v.optional(
    v.pipe(
      v.string(),
      v.minLength(1),
      v.maxLength(1_000),
      v.description('The QR as the gateway answers it. An embedded sandbox sees it without being told.'),
    ),
  ),
  byItself: v.optional(v.pipe(v.boolean(), v.description('Whether the phone scans by itself whenever a QR is shown.'))),
});
const Typed = v.strictObject({ code: v.pipe(v.string(), v.minLength(1), v.maxLength(32)) });
const Deliver = v.strictObject({
  from: Digits,
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(MESSAGE_CHARACTERS_MAX)),
});
const Receipt = v.strictObject({
  number: Digits,
  messageId: MessageId,
  kind: v.pipe(
    v.picklist(['delivered', 'read', 'played', 'retry']),
    v.description('`retry`: the phone could not read the message, and asks for it again.'),
  ),
});

const state = { 200: { description: 'The state of the sandbox.', content: SandboxShape } };

const phoneRoutes = (control: SandboxControl) => {
  const done = (c: Context<Env>, did: boolean, otherwise: string): Response =>
    did ? c.json(sandboxAnswer(control)) : problem(c, 'sandbox.not_found', otherwise);

  return new Hono<Env>()
    .get(
      '/inbox',
      describe({
        tag: 'Sandbox',
        scope: 'messages:read',
        summary: "Look into the contacts' phones",
        answers: {
          200: { description: 'The phones with messages.', content: v.object({ items: v.array(InboxShape) }) },
        },
        problems: ['request.invalid'],
      }),
      query(v.strictObject({ number: v.optional(Digits) })),
      (c) => {
        const inboxes = control.inboxes(c.req.valid('query').number);
        return c.json({ items: inboxes.map(({ number, messages }) => ({ number, messages: messages.map(received) })) });
      },
    )
    .post(
      '/scan',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Scan the QR with the phone',
        description:
          'Scans the given QR, or the last one that was shown. With `byItself` alone, nothing is scanned now.',
        answers: state,
        problems: ['sandbox.not_found', ...BODY_PROBLEMS],
      }),
      body(Scan, { whenEmpty: {} }),
      (c) => {
        const { byItself, qr } = c.req.valid('json');
        if (byItself !== undefined) control.scansByItself(byItself);
        if (byItself !== undefined && qr === undefined) return done(c, true, '');
        if (qr !== undefined && !control.show(qr)) {
          return done(c, false, 'No device waits with this QR; fetch the newest.');
        }
        // A phone that scans by itself may have been faster than this request.
        const scanned = control.scan() || qr !== undefined || control.state().paired.length > 0;
        return done(c, scanned, 'No QR is being shown. Start the session with POST /api/whatsapp/session/start.');
      },
    )
    .post(
      '/type-code',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Type a pairing code on the phone',
        answers: state,
        problems: ['sandbox.not_found', ...BODY_PROBLEMS],
      }),
      body(Typed),
      (c) => done(c, control.typeCode(c.req.valid('json').code), 'No device waits for this code; ask for a new one.'),
    )
    .post(
      '/deliver',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Write to the gateway from a contact',
        answers: { 200: { description: 'The message.', content: v.object({ messageId: v.string() }) } },
        problems: BODY_PROBLEMS,
      }),
      body(Deliver),
      (c) => {
        const { from, text } = c.req.valid('json');
        return c.json({ messageId: control.deliver(from, text).messageId });
      },
    )
    .post(
      '/receipt',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: "Send a receipt from a contact's phone",
        answers: state,
        problems: ['sandbox.not_found', ...BODY_PROBLEMS],
      }),
      body(Receipt),
      (c) => {
        const { number, messageId, kind } = c.req.valid('json');
        const did = kind === 'retry' ? control.askAgain(number, messageId) : control.receipt(number, messageId, kind);
        return done(c, did, 'This phone has no such message; look at its inbox.');
      },
    );
};

export const sandboxRoutes = (control: SandboxControl) =>
  new Hono<Env>()
    .get(
      '/state',
      describe({ tag: 'Sandbox', scope: 'messages:read', summary: 'Look at the sandbox', answers: state }),
      (c) => c.json(sandboxAnswer(control)),
    )
    .get(
      '/test-numbers',
      describe({
        tag: 'Sandbox',
        scope: 'messages:read',
        summary: 'List the numbers that misbehave',
        description: 'By their last four digits, whatever comes before.',
        answers: { 200: { description: 'The numbers.', content: v.object({ items: v.array(TestNumberShape) }) } },
      }),
      (c) => c.json({ items: TEST_NUMBERS.map(({ digits, sentence }) => ({ digits, sentence })) }),
    )
    .route('/', phoneRoutes(control))
    .route('/', sandboxChats(control))
    .route('/', sandboxFiles(control))
    .route('/', sandboxGroups(control))
    .route('/', sandboxRooms(control))
    .route('/', sandboxWrite(control))
    .route('/', sandboxIncoming(control))
    .route('/', sandboxChatControls(control))
    .route('/', sandboxCalls(control))
    .route('/', sandboxLive(control))
    .route('/', sandboxFaults(control));
