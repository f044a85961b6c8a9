/** A real gateway and a real sandbox, each in a process of its own. */
import { join } from 'node:path';
import { ADMIN, type Client, clientOf, type Fact, followFacts, logIn } from './client.ts';
import type { Around, Process, Spawn } from './spawn.ts';

export interface SandboxProcess {
  readonly process: Process;
  readonly control: Client;
  /** The variables with which a gateway reaches it. */
  readonly env: Readonly<Record<string, string>>;
}

export interface GatewayProcess {
  readonly process: Process;
  readonly client: Client;
}

export interface Inbox {
  readonly number: string;
  readonly messages: readonly { readonly text: string; readonly copies: number; readonly messageId: string }[];
}

const SANDBOX_TOKEN = 'sandbox-token';

/** WhatsApp in a process of its own, with its state in this folder. */
export const startSandbox = async (spawn: Spawn, folder: string): Promise<SandboxProcess> => {
  const mediaCa = join(folder, 'media-ca.pem');
  const kept = ['--file', join(folder, 'sandbox.jsonl'), '--media-ca', mediaCa];
  const process = spawn(['sandbox', '--token', SANDBOX_TOKEN, ...kept]);
  const [, url = ''] = await process.line(/^WAYBILL_WHATSAPP_URL=(\S+)$/m);
  const [, rootKey = ''] = await process.line(/^WAYBILL_WHATSAPP_ROOT_KEY=(\S+)$/m);
  const [, control = ''] = await process.line(/controlled at (http:\S+)\/api\/sandbox/);
  return {
    process,
    control: clientOf(control, SANDBOX_TOKEN),
    env: { WAYBILL_WHATSAPP_URL: url, WAYBILL_WHATSAPP_ROOT_KEY: rootKey, NODE_EXTRA_CA_CERTS: mediaCa },
  };
};

/** The environment of a gateway on this data folder, with a port of its own. */
export const gatewayEnv = (data: string, env: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  WAYBILL_DATA: data,
  WAYBILL_PORT: '0',
  WAYBILL_ADMIN_EMAIL: ADMIN.email,
  WAYBILL_ADMIN_PASSWORD: ADMIN.password,
  WAYBILL_ACK_TIMEOUT_MS: '2000',
  ...env,
});

/** Its address. Rejects when it ends before it listens. */
export const listening = async (process: Process): Promise<string> => {
  const [, url = ''] = await process.line(/^Waybill is listening on (http:\S+)$/m);
  return url;
};

export const startGateway = async (
  spawn: Spawn,
  data: string,
  env: Readonly<Record<string, string>> = {},
  around: Around = {},
): Promise<GatewayProcess> => {
  const process = spawn(['start'], gatewayEnv(data, env), around);
  return { process, client: await logIn(await listening(process)) };
};

/** Resolves when a linked gateway can send messages. */
export const ready = async (gateway: Client): Promise<void> => {
  const feed = await followFacts(gateway);
  await feed.until((facts) => facts.some(({ type }) => type === 'session.opened'));
  feed.end();
};

/** The phone scans the QR of a session, which is started for it; resolves when messages can be sent. */
export const pair = async (gateway: Client, sandbox: Client, session = 'default'): Promise<void> => {
  const query = `?session=${session}`;
  const said = (wanted: string) => (facts: readonly Fact[]) =>
    facts.some(({ type, stream }) => type === wanted && stream === `session/${session}`);
  const feed = await followFacts(gateway);
  // The default session starts by itself.
  if (session !== 'default') await gateway.post(`/api/whatsapp/session/start${query}`);
  await feed.until(said('session.qr_issued'));
  const { body } = await gateway.get<{ qr: string }>(`/api/whatsapp/session/qr${query}`);
  const { status } = await sandbox.post('/api/sandbox/scan', { qr: body.qr });
  if (status !== 200) throw new Error(`The sandbox's phone could not scan the QR: it answered ${status}`);
  await feed.until(said('session.opened'));
  feed.end();
};

export const inboxesOf = async (sandbox: Client): Promise<readonly Inbox[]> =>
  (await sandbox.get<{ items: Inbox[] }>('/api/sandbox/inbox')).body.items;
