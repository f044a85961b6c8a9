/** The facts that follow from one stanza: what it says, named by digest, and the contents beside it. */
import type { FactOf } from '../../events/facts/catalogue.ts';
import { type Said, say, sayBeside } from '../../events/log/content.ts';
import type { Entry } from '../../events/log/log.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { isOfTwo } from '../../kernel/ids.ts';
import type { BesideKind, BesideOf } from '../../messages/beside.ts';
import type { Content } from '../../messages/content.ts';
import { type Heard, type HeardSaid, ITS_FILE, type Spoken } from '../../whatsapp/heard.ts';

interface Making {
  readonly entropy: Pick<Entropy, 'bytes'>;
  readonly newMediaId: () => string;
}

type SaidFields = Omit<FactOf<'message.repaired'>, 'type' | 'messageId' | 'sentAt'>;
type Of<T extends HeardSaid['type']> = Extract<HeardSaid, { type: T }>;

/** Collects the contents of a fact in the order in which the fact names them. */
const contentsFor = (entropy: Pick<Entropy, 'bytes'>) => {
  const contents: Said[] = [];
  const keep = <R>({ said, ref }: { said: Said; ref: R }): R => {
    contents.push(said);
    return ref;
  };
  return {
    contents,
    content: (content: Content) => keep(say(content, entropy)),
    beside: <K extends BesideKind>(kind: K, value: BesideOf<K>) => keep(sayBeside(kind, value, entropy)),
  };
};

const withItsFile = (content: Content, id: string): Content =>
  'media' in content && content.media === ITS_FILE ? { ...content, media: id } : content;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** What a message says. The contents come in the order of `contentsNamedBy`. */
const saidFields = (
  spoken: Spoken,
  pushName: string | null,
  { newMediaId }: Making,
  { content, beside }: ReturnType<typeof contentsFor>,
): SaidFields => {
  const { file, raw, quoted, referral, replyTo, mentions, mentionsAll, forwarded, viewOnce, disappearsAfter } = spoken;
  const media = file && { id: newMediaId(), file };
  const hasWords = pushName !== null || quoted !== null || referral !== null;
  return {
    ...(spoken.content ? { content: content(withItsFile(spoken.content, media?.id ?? ITS_FILE)) } : {}),
    ...(raw ? { raw: beside('raw', { name: raw.name, bytes: base64(raw.bytes) }) } : {}),
    ...(hasWords ? { heard: beside('heard', { pushName, quoted, referral }) } : {}),
    ...(media
      ? { remote: beside('remote', media.file.remote), media: { id: media.id, ...measuresOf(media.file) } }
      : {}),
    ...(replyTo === null ? {} : { replyTo }),
    ...(mentions.length > 0 ? { mentions: [...mentions] } : {}),
    ...(mentionsAll ? { mentionsAll } : {}),
    ...(forwarded === null ? {} : { forwarded }),
    ...(viewOnce ? { viewOnce } : {}),
    ...(disappearsAfter === null ? {} : { disappearsAfter }),
  };
};

const measuresOf = ({ kind, mimetype, size, width, height, seconds }: NonNullable<Spoken['file']>) => ({
  kind,
  mimetype,
  size,
  ...(width === null ? {} : { width }),
  ...(height === null ? {} : { height }),
  ...(seconds === null ? {} : { seconds }),
});

const authorOf = ({ fromMe, sender: { id, other } }: Heard) => ({
  direction: fromMe ? ('out' as const) : ('in' as const),
  by: id,
  ...(other === null ? {} : { byOther: other }),
});

/** How a stanza changes another message, and by whom. */
const changeBy = (heard: Heard) => ({
  changeId: heard.messageId,
  ...authorOf(heard),
});

const entryOf = (fact: Entry['fact'], contents: readonly Said[]): Entry => ({
  fact,
  from: null,
  to: null,
  ...(contents.length > 0 ? { contents } : {}),
});

/** A message, or that one came which cannot be read. */
const received = (heard: Heard, said: Of<'spoken' | 'unread'>, making: Making): Entry => {
  const { messageId, source, sentAt, chat, pushName } = heard;
  const beside = contentsFor(making.entropy);
  const fact: FactOf<'message.received'> = {
    type: 'message.received',
    messageId,
    source,
    ...authorOf(heard),
    ...(chat.other === null ? {} : { chatOther: chat.other }),
    sentAt,
    ...(said.type === 'spoken'
      ? saidFields(said, pushName, making, beside)
      : { unread: { kind: said.kind, reason: said.reason } }),
  };
  return entryOf(fact, beside.contents);
};

const edited = (heard: Heard, { messageId, now }: Of<'edited'>, making: Making): Entry => {
  const beside = contentsFor(making.entropy);
  const common = { messageId, ...changeBy(heard), sentAt: heard.sentAt };
  return entryOf({ type: 'message.edited', ...common, ...saidFields(now, null, making, beside) }, beside.contents);
};

/** Notices tell the timer of a group. */
const timerSet = ({ chat, fromMe, messageId }: Heard, { seconds }: Of<'timer'>): Entry | null => {
  const source = fromMe ? 'phone' : 'contact';
  return isOfTwo(chat.id) ? entryOf({ type: 'chat.timer_set', seconds, source, changeId: messageId }, []) : null;
};

/** The fact of a stanza; null for one that says nothing to people. */
export const heardFact = (heard: Heard, making: Making): Entry | null => {
  const { said, sentAt } = heard;
  const { contents, content, beside } = contentsFor(making.entropy);
  const change = { ...changeBy(heard), sentAt };
  switch (said.type) {
    case 'nothing':
      return null;
    case 'spoken':
    case 'unread':
      return received(heard, said, making);
    case 'edited':
      return edited(heard, said, making);
    case 'timer':
      return timerSet(heard, said);
    case 'deleted':
      return entryOf({ type: 'message.deleted', messageId: said.messageId, ...change }, contents);
    case 'reacted': {
      const { messageId, emoji } = said;
      const ref = content({ kind: 'reaction', messageId, emoji });
      return entryOf({ type: 'message.reacted', messageId, ...change, content: ref }, contents);
    }
    case 'voted': {
      const { messageId, vote } = said;
      return entryOf({ type: 'poll.voted', messageId, ...change, vote: beside('vote', vote) }, contents);
    }
  }
};

/** The content of a message that is on record as one that could not be read. */
const repaired = ({ messageId, sentAt, pushName }: Heard, spoken: Spoken, making: Making): Entry => {
  const beside = contentsFor(making.entropy);
  return entryOf(
    { type: 'message.repaired', messageId, sentAt, ...saidFields(spoken, pushName, making, beside) },
    beside.contents,
  );
};

/** The fact of a stanza that is on record as one that could not be read; null if it says nothing now either. */
export const readAfterAll = (heard: Heard, making: Making): Entry | null => {
  if (heard.said.type === 'spoken') return repaired(heard, heard.said, making);
  const entry = heard.said.type === 'unread' ? null : heardFact(heard, making);
  return entry && 'changeId' in entry.fact ? { ...entry, fact: { ...entry.fact, repaired: true } } : null;
};
