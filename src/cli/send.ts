/** `waybill send`: a message of most kinds from a terminal or a script, through a running gateway. */
import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { accessFor } from './access.ts';
import type { Command } from './command.ts';
import { configured } from './configured.ts';
import { EXIT, Ending, type Exit } from './exits.ts';
import { type HttpClient, httpClient } from './http-client.ts';
import { uploadFile } from './send-file.ts';
import { type Asked, askedOf, messageOf } from './send-line.ts';
import type { Shell } from './shell.ts';

const LOOK_EVERY_MS = 250;
/** How long a message usually takes. After that, the command says what it waits for. */
const USUAL_LOOKS = 12;
const ENDS: readonly string[] = ['completed', 'failed', 'cancelled'];

const Queued = v.object({ jobId: v.string(), messageId: v.string() });
const Job = v.object({
  status: v.string(),
  explanation: v.string(),
  failure: v.nullable(v.object({ message: v.string() })),
});
type Job = v.InferOutput<typeof Job>;

export const send: Command = {
  words: ['NUMBER', '[TEXT]'],
  about: [
    'Queues a message to a phone number or a chat id, and prints the ids of its job and of the message. With --file, TEXT is the',
    'caption, and the bytes of the file decide how it is sent. TEXT or PATH may be -, which is standard input. A gateway must be',
    'running: the one on the data folder is asked, or with WAYBILL_PASSWORD the one at WAYBILL_URL, as WAYBILL_EMAIL.',
  ].join(' '),
  options: {
    file: { value: 'PATH', meaning: 'Send this file; it is streamed, whatever its size' },
    as: {
      value: 'KIND',
      meaning: 'Send the file as image, video, audio, voice, document or sticker; by its bytes when left out',
    },
    voice: { meaning: 'The same as --as voice: a voice note with its waveform' },
    sticker: { meaning: 'The same as --as sticker: any picture becomes one' },
    name: { value: 'NAME', meaning: 'The name of the file as the recipient sees it; its own when left out' },
    'view-once': { meaning: 'A picture or a video that disappears once it was seen' },
    'reply-to': { value: 'ID', meaning: 'The id of the message that this one quotes' },
    mention: { value: 'PERSON', meaning: 'A number or chat id that the text names with @; may be given several times' },
    session: { value: 'NAME', meaning: 'Send through this session; default when left out' },
    priority: { value: 'PRIORITY', meaning: 'HIGH, NORMAL or LOW; NORMAL when left out' },
    'send-at': { value: 'TIME', meaning: 'Not before this time, such as 2027-01-01T08:00:00+07:00' },
    'expires-at': { value: 'TIME', meaning: 'Not after this time' },
    'client-ref': { value: 'REF', meaning: 'Your own name for the message, by which it can be found' },
    key: { value: 'KEY', meaning: 'Idempotency key: the same key never sends twice, however often this runs' },
    wait: { meaning: 'Wait for the end and print it; exit with 1 when it was not sent' },
  },
  exits: [EXIT.unavailable, EXIT.io, EXIT.configuration],
  async run(given, shell) {
    const asked = askedOf(given);
    const client = httpClient(accessFor(configured(shell), shell.env));
    const text = asked.text === '-' ? shell.input().replace(/\r?\n$/, '') : asked.text;
    const upload = asked.file === null ? null : await uploadFile(client, asked, asked.file, shell);
    const { jobId, messageId } = await queue(client, asked, messageOf(asked, text, upload));
    shell.out(`queued as ${jobId}, message ${messageId}`);
    return asked.wait ? endOf(client, jobId, shell) : EXIT.done;
  },
};

const queue = async (client: HttpClient, { session, key }: Asked, json: object) => {
  const query = session === null ? '' : `?session=${encodeURIComponent(session)}`;
  const headers = key === null ? {} : { 'idempotency-key': key };
  return v.parse(Queued, await client.ask('POST', `/api/whatsapp/messages${query}`, { json, headers }));
};

/** Waits for the end of a job and prints it. */
const endOf = async (client: HttpClient, jobId: string, shell: Shell): Promise<Exit> => {
  const stop = shell.stop();
  let explained = '';
  for (let looks = 0; !stop.aborted; looks += 1) {
    const job = v.parse(Job, await client.ask('GET', `/api/whatsapp/jobs/${jobId}`));
    if (ENDS.includes(job.status)) return told(job, shell);
    if (looks >= USUAL_LOOKS && job.explanation !== explained) {
      explained = job.explanation;
      shell.err(explained);
    }
    await pause(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => {});
  }
  throw new Ending(EXIT.failed, `Interrupted. The message goes on: GET /api/whatsapp/jobs/${jobId} tells how it ends.`);
};

const told = ({ status, failure }: Job, shell: Shell): Exit => {
  shell.out(failure ? `${status}: ${failure.message}` : status);
  return status === 'completed' ? EXIT.done : EXIT.failed;
};
