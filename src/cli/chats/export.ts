/**
 * `waybill export`: a chat as a file that needs no Waybill to be read, with its media beside it.
 *
 * The gateway is asked page by page, and each message is written before the next one is asked for. The file has its
 * name once it is whole. A message that was edited, and a poll, is asked for alone: lists leave out former texts and votes.
 */
import { accessFor } from '../access.ts';
import type { Command, Given } from '../command.ts';
import { configured } from '../configured.ts';
import { EXIT, Ending } from '../exits.ts';
import { type HttpClient, httpClient } from '../http-client.ts';
import { count } from '../../story/words.ts';
import { timeIn } from './asked-time.ts';
import { csvFormat } from './csv.ts';
import { type ExportPlace, placeOf, writing } from './export-file.ts';
import { type Format, FORMATS, type FormatName } from './formats.ts';
import { htmlFormat } from './html.ts';
import { fileKeeper } from './media-beside.ts';
import type { ChatMessage } from './message.ts';
import { BEGINNING, type ChatNamed, chatTitle, messageAlone, messagesFrom } from './pages.ts';

interface Asked {
  readonly chat: ChatNamed;
  readonly format: FormatName;
  readonly since: string;
  readonly place: ExportPlace;
  readonly media: boolean;
}

const jsonlFormat = (): Format => ({
  begin: () => '',
  message: (message, file) => `${JSON.stringify({ ...message, file })}\n`,
  end: () => '',
});

const formats: Readonly<Record<FormatName, () => Format>> = { jsonl: jsonlFormat, csv: csvFormat, html: htmlFormat };

export const exportChat: Command = {
  about: [
    'Writes the messages of a chat into one file, the oldest first, and their files into the folder media beside it. jsonl is what',
    'the API answers, one message a line; csv is a table for spreadsheets; html is a page for people, to read and to print. A',
    'chat of any size is written as it is read. A gateway must be running, as for waybill messages.',
  ].join(' '),
  options: {
    chat: { value: 'CHAT', meaning: 'The chat, such as 6281234567890@s.whatsapp.net; any of its addresses' },
    format: { value: 'FORMAT', meaning: 'jsonl, csv or html; by the name of the file when left out' },
    out: { value: 'PATH', meaning: 'A new folder, or a new file in one; named after the chat when left out' },
    session: { value: 'NAME', meaning: 'The session of the chat; default when left out' },
    since: { value: 'TIME', meaning: 'Only messages of this time or later, such as 2026-11-30 or 2026-11-30T08:00' },
    'no-media': { meaning: 'Leave the files out' },
  },
  exits: [EXIT.unavailable, EXIT.io, EXIT.configuration],
  async run(given, shell) {
    const asked = askedOf(given);
    const client = httpClient(accessFor(configured(shell), shell.env));
    const { messages, files, missing } = await write(client, asked, shell.stop());
    shell.out(`${asked.place.file}: ${count(messages, 'message')}, ${count(files, 'file')}`);
    if (missing > 0) shell.err(`${count(missing, 'file')} could not be had; the messages say why.`);
    return EXIT.done;
  },
};

/** With what lists leave out. */
const whole = (client: HttpClient, chat: ChatNamed, message: ChatMessage): Promise<ChatMessage> | ChatMessage =>
  message.editedAt !== null || message.type === 'poll' ? messageAlone(client, chat, message.messageId) : message;

const write = async (client: HttpClient, { chat, format, since, place, media }: Asked, stop: AbortSignal) => {
  const { begin, message: written, end } = formats[format]();
  const keeper = fileKeeper(client, place.mediaFolder);
  const title = await chatTitle(client, chat);
  let messages = 0;
  await writing(place, async (put) => {
    await put(begin(title));
    for await (const listed of messagesFrom(client, chat, { since })) {
      if (stop.aborted) throw new Ending(EXIT.failed, 'Interrupted. The file was not finished, and is taken away.');
      const message = await whole(client, chat, listed);
      const file = media ? await keeper.keep(message) : null;
      await put(written(message, file));
      messages += 1;
    }
    await put(end(messages));
  });
  return { messages, ...keeper.counts() };
};

const wrong = (sentence: string): never => {
  throw new Ending(EXIT.usage, `${sentence}\nSee: waybill export --help`);
};

const isFormat = (name: string): name is FormatName => FORMATS.some((format) => format === name);

const formatIn = (given: Given): FormatName => {
  const ending = /\.([a-z]+)$/.exec(given.value('out') ?? '')?.[1];
  const named = given.value('format') ?? (ending !== undefined && isFormat(ending) ? ending : null);
  if (named === null) return wrong(`waybill export needs --format: ${FORMATS.join(', ')}.`);
  if (!isFormat(named)) return wrong(`--format is ${FORMATS.join(', ')}, not "${named}".`);
  return named;
};

const askedOf = (given: Given): Asked => {
  const chatId = given.value('chat') ?? wrong('waybill export needs --chat CHAT.');
  const format = formatIn(given);
  return {
    chat: { chatId, session: given.value('session') },
    format,
    since: timeIn(given, 'since', 'export') ?? BEGINNING,
    place: placeOf(given.value('out'), chatId, format),
    media: !given.is('no-media'),
  };
};
