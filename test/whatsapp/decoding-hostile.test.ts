/**
 * Whatever a sender writes, it is heard without an error, and what is heard can be recorded: its fact is valid, and its
 * contents are read back as they were, also after their way through UTF-8.
 */
import { proto } from 'baileys';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { heardFact } from '../../src/actors/chats/heard-facts.ts';
import { checkFact, contentsNamedBy } from '../../src/events/facts/catalogue.ts';
import { besideOf, isNamedBy } from '../../src/events/log/content.ts';
import { BESIDE_KINDS, type BesideKind } from '../../src/messages/beside.ts';
import { previewOf, readContent, textOf, writeContent } from '../../src/messages/content.ts';
import { type HeardSaid, ITS_FILE } from '../../src/whatsapp/heard.ts';
import { heardIn } from '../../src/whatsapp/baileys/decoding.ts';
import { ANNA, encoded, heard, heardBytes, MESSAGE } from '../support/decoded.ts';
import { rounds } from '../support/rounds.ts';

const entropy = { bytes: (count: number) => new Uint8Array(count) };
const isBeside = (kind: string): kind is BesideKind => (BESIDE_KINDS as readonly string[]).includes(kind);
const throughUtf8 = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

/** Records what was heard, and reads it back. */
const recorded = (said: HeardSaid): void => {
  const address = { id: ANNA, other: null };
  const envelope = { messageId: MESSAGE, source: 'live', sentAt: 1, pushName: 'Anna', fromMe: false } as const;
  const entry = heardFact(
    { ...envelope, chat: address, sender: address, said },
    { entropy, newMediaId: () => ITS_FILE },
  );
  if (!entry) return;
  checkFact(entry.fact, `chat/default/${ANNA}`);
  const contents = entry.contents ?? [];
  const named = contentsNamedBy(entry.fact);
  expect(contents).toHaveLength(named.length);
  for (const [at, { kind, salt, body }] of contents.entries()) {
    const stored = { kind, salt, body: throughUtf8(body) };
    const ref = named[at];
    expect(ref && isNamedBy(ref, stored)).toBe(true);
    if (isBeside(kind)) besideOf(kind, stored, 1);
    else {
      const content = readContent(kind, stored.body);
      if (!content) throw new Error(`What was heard is no ${kind} when it is read back`);
      expect(content).toEqual(readContent(kind, body));
      expect(previewOf(content).length).toBeLessThanOrEqual(120);
      expect(previewOf(content).isWellFormed()).toBe(true);
      expect(textOf(content) ?? '').not.toContain('\0');
    }
  }
};

/** The content is read back as it was heard. */
const kept = (said: HeardSaid): void => {
  const content = said.type === 'spoken' ? said.content : said.type === 'edited' ? said.now.content : null;
  if (content) expect(readContent(content.kind, writeContent(content))).toEqual(content);
};

const words = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', ' ', '\0', 'a\0b', '\u001e', '\u001e{"body":1}', '\r\n\r\n', '\u202E', 'FN:', MESSAGE, ANNA),
  fc.constantFrom(
    '👍',
    '👍👎',
    '../..',
    'med_000000000000000000',
    '120363041234567890@g.us',
    '__proto__',
    '🏳️‍🌈'.repeat(99),
  ),
);
const bytes = fc.uint8Array({ maxLength: 40 });
const whole = fc.oneof(fc.nat(), fc.constantFrom(0, 1, 0x7fffffff, 0xffffffff));
const size = fc.oneof(fc.nat(), fc.constantFrom(0, 2 ** 53, 2 ** 62));
const degrees = fc.oneof(fc.double(), fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY, 91));
/** Each field may be there or not. */
const some = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(fields, { requiredKeys: [] });

const key = some({ id: words, remoteJid: words, participant: words, fromMe: fc.boolean() });
const place = { degreesLatitude: degrees, degreesLongitude: degrees, name: words, address: words, caption: words };
const card = some({ displayName: words, vcard: words });

const { message } = fc.letrec<{ message: proto.IMessage; contextInfo: object; member: object }>((tie) => {
  const contextInfo = tie('contextInfo');
  const file = some({
    url: words,
    directPath: words,
    mediaKey: bytes,
    fileSha256: bytes,
    fileEncSha256: bytes,
    fileLength: size,
    mimetype: words,
    caption: words,
    fileName: words,
    title: words,
    width: whole,
    height: whole,
    seconds: whole,
    jpegThumbnail: bytes,
    waveform: bytes,
    ptt: fc.boolean(),
    gifPlayback: fc.boolean(),
    viewOnce: fc.boolean(),
    contextInfo,
  });
  const poll = some({
    name: words,
    options: fc.array(some({ optionName: words })),
    selectableOptionsCount: whole,
    encKey: bytes,
    contextInfo,
  });
  const text = some({
    text: words,
    matchedText: words,
    title: words,
    description: words,
    jpegThumbnail: bytes,
    backgroundArgb: whole,
    font: whole,
    contextInfo,
  });
  const change = some({ type: fc.constantFrom(0, 3, 14, 25, 99), key, editedMessage: tie('message') });
  const envelope = some({ message: tie('message') });
  const members: Record<string, fc.Arbitrary<unknown>> = {
    conversation: words,
    extendedTextMessage: text,
    imageMessage: file,
    videoMessage: file,
    ptvMessage: file,
    audioMessage: file,
    documentMessage: file,
    stickerMessage: file,
    locationMessage: some({ ...place, contextInfo }),
    liveLocationMessage: some({ ...place, contextInfo }),
    contactMessage: card,
    contactsArrayMessage: some({ contacts: fc.array(card), contextInfo }),
    pollCreationMessage: poll,
    pollCreationMessageV3: poll,
    pollUpdateMessage: some({ pollCreationMessageKey: key, vote: some({ encPayload: bytes, encIv: bytes }) }),
    reactionMessage: some({ key, text: words }),
    protocolMessage: change,
    messageContextInfo: some({ messageSecret: bytes }),
    senderKeyDistributionMessage: some({ groupId: words }),
    eventMessage: some({ name: words, contextInfo }),
    placeholderMessage: some({ type: fc.constant(0) }),
    ephemeralMessage: envelope,
    viewOnceMessageV2: envelope,
    editedMessage: envelope,
    documentWithCaptionMessage: envelope,
    deviceSentMessage: envelope,
  };
  const member = fc.oneof(...Object.entries(members).map(([name, value]) => value.map((given) => ({ [name]: given }))));
  return {
    contextInfo: some({
      stanzaId: words,
      participant: words,
      remoteJid: words,
      quotedMessage: tie('message'),
      mentionedJid: fc.array(words),
      nonJidMentions: whole,
      groupMentions: fc.array(some({ groupJid: words })),
      forwardingScore: whole,
      isForwarded: fc.boolean(),
      expiration: whole,
      externalAdReply: some({ title: words, sourceType: words, sourceId: words, sourceUrl: words, ctwaClid: words }),
    }),
    member,
    message: fc.array(member, { maxLength: 3, depthIdentifier: 'message' }).map((all) => Object.assign({}, ...all)),
  };
});

test('any message that can be encoded is heard, recorded and read back', () => {
  fc.assert(
    fc.property(message, (given) => {
      const said = heard(given);
      recorded(said);
      kept(said);
    }),
    { numRuns: rounds(400) },
  );
});

test('a message is heard also without its encoding: with unpaired surrogates and numbers as they are', () => {
  const half = fc.constantFrom('\ud83d', 'x\udc00y', '\ud83d\0');
  const field = fc.constantFrom('caption', 'fileName', 'title', 'name', 'text', 'vcard', 'url', 'mimetype');
  const members = fc.constantFrom('imageMessage', 'documentMessage', 'contactMessage', 'extendedTextMessage');
  fc.assert(
    fc.property(members, fc.dictionary(field, half), (member, fields) => {
      const given = { [member]: { ...fields, mediaKey: Uint8Array.of(1), directPath: '/1' } } as proto.IMessage;
      const said = heardIn(given, new Uint8Array(), { chat: ANNA });
      recorded(said);
      kept(said);
    }),
    { numRuns: rounds(100) },
  );
});

const decodable = (given: Uint8Array): boolean => {
  try {
    return proto.Message.decode(given) instanceof proto.Message;
  } catch {
    return false;
  }
};

test('bytes that were changed on their way are heard if they can be decoded at all', () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(message, damage, (given, changes) => {
      const damaged = Uint8Array.from(encoded(given));
      for (const [at, byte] of changes) if (damaged.length > 0) damaged[at % damaged.length] = byte;
      const said = decodable(damaged) ? heardBytes(damaged) : null;
      if (said) recorded(said);
    }),
    { numRuns: rounds(200) },
  );
});

test('a text and a card of several megabytes are heard at once', () => {
  const long = 'FN\n'.repeat(1_000_000);
  for (const given of [{ conversation: long }, { contactMessage: { vcard: long } }]) {
    const said = heard(given);
    recorded(said);
    kept(said);
  }
});
