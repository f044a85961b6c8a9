/** Messages that came in with files, as they are put on record. */
import { claimOf, type FactOf } from '../../src/events/facts/catalogue.ts';
import { NO_HEADER } from '../../src/events/facts/header.ts';
import { sayBeside } from '../../src/events/log/content.ts';
import type { EventLog } from '../../src/events/log/log.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { streamOf } from '../../src/kernel/ids.ts';
import type { MediaId } from '../../src/messages/media.ts';
import type { RemoteMedia } from '../../src/whatsapp/remote-media.ts';

export const CHAT = '6281234567890@s.whatsapp.net';

export interface IncomingFile {
  /** The number of the file, which its id and the id of its message have. */
  readonly n: number;
  readonly remote: RemoteMedia;
  readonly chat?: string;
  readonly session?: string;
  readonly more?: Partial<FactOf<'message.received'>>;
  /** WhatsApp does not say where the file is. */
  readonly withheld?: boolean;
}

export const mediaIdOf = (n: number): MediaId => `med_${n.toString(16).padStart(18, '0')}`;
export const messageIdOf = (n: number): string => `3AD4F1C7${n}`;
export const mediaStreamOf = (n: number, session = 'default') => streamOf.media(session, mediaIdOf(n).slice(4));

const HEARD = { pushName: 'Ayu', quoted: null, referral: null };

/** Puts the message of a file on record, with what surrounds it and the file's place beside. */
export const receiveFile = async (
  log: EventLog,
  { n, remote: { kind, size, file }, chat = CHAT, session = 'default', more = {}, withheld = false }: IncomingFile,
): Promise<void> => {
  const stream = streamOf.chat(session, chat);
  const heard = sayBeside('heard', HEARD, systemEntropy);
  const remote = sayBeside('remote', file, systemEntropy);
  const fact: FactOf<'message.received'> = {
    type: 'message.received',
    messageId: messageIdOf(n),
    direction: 'in',
    source: 'live',
    by: CHAT,
    sentAt: 1_767_225_600_000,
    media: { id: mediaIdOf(n), kind, mimetype: 'image/jpeg', size, width: 800, height: 600 },
    heard: heard.ref,
    ...(withheld ? {} : { remote: remote.ref }),
    ...more,
  };
  const claim = claimOf(fact, { ...NO_HEADER, session, chatId: chat });
  await log.append({
    stream,
    expected: log.read(stream).length,
    entries: [
      {
        fact,
        from: null,
        to: null,
        contents: [heard.said, ...(withheld ? [] : [remote.said])],
      },
    ],
    at: 1_767_225_600_000,
    by: 'whatsapp',
    correlation: null,
    causation: null,
    ...(claim === null ? {} : { claim }),
  });
};
