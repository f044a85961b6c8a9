import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemEntropy } from '../kernel/entropy.ts';
import { startWaybill, type Waybill } from '../main.ts';
import type { Command } from './command.ts';
import { configured } from './configured.ts';
import { type ApiClient, logIn } from './demo-client.ts';
import { chatsOf } from './demo-phones.ts';
import { answer, conversation, missingAnswers } from './demo-answers.ts';
import { parcelPicture } from './demo-picture.ts';
import { lineOf } from './chats/line.ts';
import { CONTACTS, disappointments, endOf, PLAN, type Planned, type SentJob } from './demo-plan.ts';
import { type DemoView, demoView } from './demo-view.ts';
import { voiceNote } from './demo-voice.ts';
import { newEncryptionKey } from './encryption-key.ts';
import { EXIT, Ending, type Exit } from './exits.ts';
import type { Shell } from './shell.ts';
import { aborted } from './waiting.ts';
import { count } from '../story/words.ts';

const EMAIL = 'demo@localhost';
/** Short, because the demo waits this long for the lost acknowledgement. */
const ACK_TIMEOUT_MS = '1500';
const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 60_000;
const BEAT_MS = 1_500;
const SENT_VOICE_S = 3;

/** Shows the whole of Waybill in half a minute, without a phone. */
export const demo: Command = {
  about: [
    'Starts a gateway in a temporary folder together with a WhatsApp in a box, links a phone, sends texts, a picture, a voice note, an answer and a',
    'reaction, and shows what happens to each of them, and what people answer. Then the gateway goes on until it is interrupted, for you to try; its data is',
    'deleted when it ends.',
  ].join(' '),
  options: {
    once: { meaning: 'End when everything has been shown; exit with 1 when anything was not as it should be' },
  },
  exits: [EXIT.unavailable, EXIT.io, EXIT.configuration],
  async run(given, shell) {
    const folder = mkdtempSync(join(tmpdir(), 'waybill-demo-'));
    const stop = shell.stop();
    try {
      return await withGateway(shell, folder, (stage) => play(stage, given.is('once'), stop));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Stage {
  readonly view: DemoView;
  readonly waybill: Waybill;
  readonly password: string;
  /** Time to read, if standard output is a terminal. */
  readonly beat: () => Promise<void>;
}

const withGateway = async (shell: Shell, folder: string, work: (stage: Stage) => Promise<Exit>): Promise<Exit> => {
  const view = demoView(shell);
  view.title('Waybill, with a WhatsApp in a box: nothing leaves this machine');
  view.step('A gateway starts, a phone links itself to it, and we log in');
  let password = '';
  const waybill = await startWaybill(configured(demoShell(shell, folder)), view.logger, (firstUser) => {
    password = firstUser.generated ?? '';
  });
  try {
    const beat = () => pause(shell.terminal ? BEAT_MS : 0);
    return await work({ view, waybill, password, beat });
  } finally {
    view.line();
    await waybill.stop('the demo ended');
  }
};

/** The configuration of the demo. Only the address comes from the environment. */
const demoShell = (shell: Shell, folder: string): Shell => ({
  ...shell,
  inFile: new Set(),
  env: {
    WAYBILL_HOST: shell.env['WAYBILL_HOST'],
    WAYBILL_PORT: shell.env['WAYBILL_PORT'] ?? '0',
    WAYBILL_DATA: folder,
    WAYBILL_WHATSAPP: 'sandbox',
    // A key in a file would log a warning.
    WAYBILL_ENCRYPTION_KEY: newEncryptionKey(systemEntropy),
    WAYBILL_ADMIN_EMAIL: EMAIL,
    WAYBILL_ACK_TIMEOUT_MS: ACK_TIMEOUT_MS,
  },
});

const play = async ({ view, waybill, password, beat }: Stage, once: boolean, stop: AbortSignal): Promise<Exit> => {
  const api = await logIn(waybill.url, EMAIL, password);
  await until(stop, async () => (await sessionState(api)) === 'ready');
  await beat();

  view.step(`${count(PLAN.length, 'message')} are handed in over HTTP, while the queue is paused`);
  await api.post('/api/whatsapp/queue/pause');
  const files = { picture: parcelPicture(), voice: voiceNote(SENT_VOICE_S) };
  const { jobs, ids } = await handIn(api, view, files);
  await beat();

  view.step(
    'The queue is resumed: urgent messages overtake, an answer waits for its message, a lost acknowledgement is made up for',
  );
  await api.post('/api/whatsapp/queue/resume');
  await until(stop, async () => (await look(api, jobs)).every((job, index) => endOf(job) === PLAN[index]?.ends));
  await beat();

  view.step("What the recipients' phones show");
  const control = waybill.sandbox?.control;
  const phones = control ? await chatsOf(control, [files.picture, files.voice]) : [];
  view.phones(phones);
  await beat();

  view.step('Ayu answers: a reaction, a text that she corrects, a picture and a voice note');
  if (control) await answer(control, files.picture, ids);
  await until(stop, async () => missingAnswers(await conversation(api)).length === 0);
  const said = await conversation(api);
  for (const message of said) view.line(lineOf(message));
  await beat();

  view.step('Was everything as it should be?');
  const good = await prove(api, view, disappointments(await look(api, jobs), phones), missingAnswers(said));
  if (once || stop.aborted) return good ? EXIT.done : EXIT.failed;

  invite(view, waybill.url, password);
  await aborted(stop);
  return good ? EXIT.done : EXIT.failed;
};

const sessionState = async (api: ApiClient): Promise<string> =>
  (await api.get<{ session: { state: string } }>('/api/whatsapp/status')).session.state;

interface Queued {
  readonly jobId: string;
  readonly messageId: string;
}

/** The request for a message. `ids` has the message ids of the earlier ones, by their texts. */
const requestFor = ({ to, priority, text, misspelled, kind, about }: Planned, files: Files, ids: Ids): object => {
  const messageId = about === undefined ? null : ids.get(about);
  if (kind === 'reaction') return { to: to.number, priority, type: 'reaction', reaction: { messageId, emoji: text } };
  if (kind === 'picture') {
    const media = { data: files.picture.toString('base64'), fileName: 'parcel.png' };
    return { to: to.number, priority, type: 'image', image: { media, caption: text } };
  }
  if (kind === 'voice') {
    const media = { data: files.voice.toString('base64') };
    return { to: to.number, priority, type: 'voice', voice: { media } };
  }
  return { to: to.number, priority, type: 'text', text: { body: misspelled ?? text }, replyTo: messageId };
};
type Ids = ReadonlyMap<string, string>;
interface Files {
  readonly picture: Buffer;
  readonly voice: Buffer;
}

const handIn = async (api: ApiClient, view: DemoView, files: Files): Promise<{ jobs: string[]; ids: Ids }> => {
  const jobs: string[] = [];
  const ids = new Map<string, string>();
  for (const message of PLAN) view.sent(message);
  view.line();
  for (const message of PLAN) {
    const { jobId, messageId } = await api.post<Queued>('/api/whatsapp/messages', requestFor(message, files, ids));
    jobs.push(jobId);
    ids.set(message.text, messageId);
  }
  for (const { misspelled, text, to } of PLAN) {
    const edit = { to: to.number, type: 'edit', edit: { messageId: ids.get(text), text } };
    if (misspelled) await api.post('/api/whatsapp/messages', edit);
  }
  // The story of a commit is logged in the next turn, so wait for that turn.
  await sessionState(api);
  return { jobs, ids };
};

const look = (api: ApiClient, jobs: readonly string[]): Promise<SentJob[]> =>
  Promise.all(jobs.map((job) => api.get<SentJob>(`/api/whatsapp/jobs/${job}`)));

/** Polls until the condition holds, and gives up after a while. The end of the demo says what is missing. */
const until = async (stop: AbortSignal, reached: () => Promise<boolean>): Promise<void> => {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)]);
  while (!signal.aborted && !(await reached())) await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
  if (stop.aborted) throw new Ending(EXIT.failed, 'The demo was interrupted.');
};

const prove = async (
  api: ApiClient,
  view: DemoView,
  problems: readonly string[],
  unheard: readonly string[],
): Promise<boolean> => {
  const audit = await api.post<{ ok: boolean; problem: string | null; events: number }>('/api/audit/verify');
  for (const problem of problems) view.check(problem, false);
  for (const answer of unheard) view.check(`${answer} is not on record`, false);
  if (unheard.length === 0) view.check('everything that Ayu answered is on record, its files with it', true);
  if (problems.length === 0) {
    view.check('each message ended where it should', true);
    view.check(`each of ${count(CONTACTS.length, 'phone')} shows its messages once, urgent ones first`, true);
    view.check(
      'the picture and the voice note arrived byte for byte, the answer quotes and the reaction stands where it should',
      true,
    );
    view.check('the message that was corrected while it waited was never shown as it was', true);
  }
  view.check(
    audit.problem ?? `the history of ${count(audit.events, 'fact')} is whole, and every table agrees with it`,
    audit.ok,
  );
  return problems.length === 0 && unheard.length === 0 && audit.ok;
};

const invite = (view: DemoView, url: string, password: string): void => {
  view.step('The gateway goes on: it is yours to try');
  view.line(`address   ${url}`);
  view.line(`chats     ${url}/chats, or Phones, where you answer as one of the people`);
  view.line(`user      ${EMAIL}`);
  view.line(`password  ${password}`);
  view.line();
  view.line('Ctrl-C ends it and deletes its data.');
};
