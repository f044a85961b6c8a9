/** Links a phone, and starts and stops the connection. */
import { type Context, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import * as v from 'valibot';
import type { Millis } from '../../kernel/clock.ts';
import type { Refusal } from '../../kernel/result.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, query } from '../edge/parse.ts';
import { type ProblemCode, refused } from '../contract/problem.ts';
import { IsoTime, iso, SessionQuery } from '../contract/shapes.ts';
import { StatusShape, statusAfter } from './status.ts';

const Qr = v.pipe(
  v.object({ qr: v.pipe(v.string(), v.description('The content of the QR.')), expiresAt: IsoTime }),
  v.metadata({ ref: 'Qr' }),
);
const PairingNumber = v.pipe(
  v.strictObject({ number: v.pipe(v.string(), v.examples(['+62 812-3456-7890'])) }),
  v.metadata({ ref: 'PairingNumber' }),
);
const PairingCode = v.pipe(
  v.object({ code: v.pipe(v.string(), v.examples(['K7TQ2M4P'])), expiresAt: IsoTime }),
  v.metadata({ ref: 'PairingCode' }),
);

const QR_TYPES = ['application/json', 'image/png', 'image/svg+xml'];
const QR_PIXELS = 512;

const showQr = async (c: Context<Env>, { qr, expiresAt }: { qr: string; expiresAt: Millis }): Promise<Response> => {
  const type = accepts(c, { header: 'Accept', supports: QR_TYPES, default: 'application/json' });
  c.header('Vary', 'Accept');
  if (type === 'application/json') return c.json({ qr, expiresAt: iso(expiresAt) });
  // Loaded here, because a gateway with linked phones draws no QR.
  const { default: qrCode } = await import('qrcode');
  if (type === 'image/png') {
    const png = await qrCode.toBuffer(qr, { type: 'png', width: QR_PIXELS });
    return c.body(Uint8Array.from(png), 200, { 'Content-Type': type });
  }
  return c.body(await qrCode.toString(qr, { type: 'svg', width: QR_PIXELS }), 200, { 'Content-Type': 'image/svg+xml' });
};

type Step = 'start' | 'restart' | 'stop' | 'logout';

const STEPS: readonly {
  readonly step: Step;
  readonly summary: string;
  readonly description: string;
  readonly problems: readonly ProblemCode[];
}[] = [
  {
    step: 'start',
    summary: 'Start a session',
    description:
      'Connects, and shows a QR when no phone is linked. A new name makes a new session. A session that is connecting or connected stays as it is.',
    problems: [],
  },
  {
    step: 'restart',
    summary: 'Restart a session',
    description: 'Closes the connection and opens a new one.',
    problems: ['session.not_live', 'session.not_found'],
  },
  {
    step: 'stop',
    summary: 'Stop a session',
    description: 'Closes the connection; the phone stays linked, and messages wait.',
    problems: ['session.not_live', 'session.not_found'],
  },
  {
    step: 'logout',
    summary: 'Unlink the phone',
    description: 'The next start shows a QR.',
    problems: ['session.not_live', 'session.not_found'],
  },
];

const stepRoutes = ({ sessions }: HttpDeps['gateway']) => {
  const app = new Hono<Env>();
  for (const { step, summary, description, problems } of STEPS) {
    app.post(
      `/session/${step}`,
      describe({
        tag: 'Session',
        scope: 'sessions:control',
        reach: 'one-session',
        summary,
        description,
        answers: { 202: { description: 'The status.', content: StatusShape } },
        problems: [...problems, 'gateway.busy', 'request.invalid'],
      }),
      query(SessionQuery),
      async (c) => statusAfter(c, await sessions[step](c.get('session'), callerOf(c)), 202),
    );
  }
  return app;
};

/** If there is no QR, the problem includes the state of the session. */
const noQr = (c: Context<Env>, { sessions }: HttpDeps['gateway'], refusal: Refusal): Response => {
  const status = refusal.code === 'session.no_qr' ? sessions.status(c.get('session')) : null;
  return refused(c, refusal, status?.ok ? { state: status.value.session.state } : {});
};

export const sessionRoutes = ({ gateway }: HttpDeps) => {
  const { sessions } = gateway;
  return new Hono<Env>()
    .get(
      '/session/qr',
      describe({
        tag: 'Session',
        scope: 'sessions:control',
        reach: 'one-session',
        summary: 'Get the QR to scan',
        description: 'As an image or as JSON, by the header `Accept`. The problem names the state when there is none.',
        answers: {
          200: {
            description: 'The QR.',
            content: { 'application/json': Qr, 'image/png': v.string(), 'image/svg+xml': v.string() },
          },
        },
        problems: ['session.no_qr', 'session.not_found', 'request.invalid'],
      }),
      query(SessionQuery),
      (c) => {
        const qr = sessions.qr(c.get('session'));
        return qr.ok ? showQr(c, qr.value) : noQr(c, gateway, qr.refusal);
      },
    )
    .post(
      '/session/pairing-code',
      describe({
        tag: 'Session',
        scope: 'sessions:control',
        reach: 'one-session',
        summary: 'Get a code to type on the phone',
        description:
          'Replaces scanning the QR, while a QR is shown. `number` is the number of the phone to link. A valid code is returned again; there is at most one new code a minute.',
        answers: { 200: { description: 'The code.', content: PairingCode } },
        problems: ['session.no_qr', 'session.code_too_soon', 'number.invalid', 'session.not_found', ...BODY_PROBLEMS],
      }),
      query(SessionQuery),
      body(PairingNumber),
      async (c) => {
        const code = await sessions.pairingCode(c.get('session'), c.req.valid('json').number, callerOf(c));
        if (!code.ok) return noQr(c, gateway, code.refusal);
        return c.json({ code: code.value.code, expiresAt: iso(code.value.expiresAt) });
      },
    )
    .route('/', stepRoutes(gateway));
};
