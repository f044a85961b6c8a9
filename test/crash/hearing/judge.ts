/** Compares what is on record with what the phones wrote, and with the ticks that they see. */
import type { Handover } from './phones.ts';
import type { OnRecord } from './record.ts';
import { ACCOUNT, type Kind, type Line, type Place } from './script.ts';

const TYPES: Readonly<Record<Kind, OnRecord['fact']['type']>> = {
  text: 'message.received',
  file: 'message.received',
  edit: 'message.edited',
  delete: 'message.deleted',
  reaction: 'message.reacted',
};

/** The id of the stanza behind a fact. */
const stanzaOf = ({ fact }: OnRecord): string => ('changeId' in fact ? fact.changeId : fact.messageId);

const isUnread = ({ fact }: OnRecord): boolean => fact.type === 'message.received' && fact.unread !== undefined;

const said = ({ kind, words, writer }: Line): string => `${kind} "${words}" of ${writer}`;

const byStanza = (record: readonly OnRecord[]): ReadonlyMap<string, readonly OnRecord[]> =>
  Map.groupBy(record, stanzaOf);

/** Each message whose sender sees that it was delivered can be read on record, and none that WhatsApp has given up is missing. */
export const judgeTicks = (handovers: readonly Handover[], record: readonly OnRecord[]): readonly string[] => {
  const found = byStanza(record);
  return handovers.flatMap(({ messageId, state }) => {
    if (state === 'queued' || state === 'handed_over') return [];
    const facts = found.get(messageId) ?? [];
    if (facts.length === 0) return [`${messageId} is ${state}, and not on record`];
    const isRead = facts.some((each) => !isUnread(each));
    return state === 'confirmed' && !isRead ? [`${messageId} is confirmed, and on record without its content`] : [];
  });
};

const addressesOf = (number: string): readonly string[] => [`${number}@s.whatsapp.net`, `900${number}@lid`];

const isBy = ({ fact }: OnRecord, writer: string): boolean =>
  fact.type === 'message.repaired' ||
  (addressesOf(writer).includes(fact.by) && fact.direction === (writer === ACCOUNT ? 'out' : 'in'));

/** The facts that a line leads to, in their order. A stranger's line may be read at once, or at a second attempt. */
const expectedOf = ({ kind, about, trouble, place }: Line, found: readonly OnRecord[]): readonly string[] => {
  const isRepaired = place.isStranger ? found.some(isUnread) : trouble !== null;
  if (!isRepaired) return [TYPES[kind]];
  return ['message.received, unread', about === null ? 'message.repaired' : `${TYPES[kind]}, repaired`];
};

const shownAs = (each: OnRecord): string => {
  if (isUnread(each)) return `${each.fact.type}, unread`;
  return 'changeId' in each.fact && each.fact.repaired ? `${each.fact.type}, repaired` : each.fact.type;
};

const lineProblems = (line: Line, facts: readonly OnRecord[]): readonly string[] => {
  const [found, expected] = [facts.map(shownAs).join(' and '), expectedOf(line, facts).join(' and ')];
  if (found !== expected) return [`${said(line)} is on record as ${found || 'nothing'}, and not as ${expected}`];
  const last = facts.at(-1);
  const words = line.kind === 'delete' ? null : line.words;
  const about = last && line.about && last.fact.messageId !== line.about.id;
  return [
    ...(last?.words === words ? [] : [`${said(line)} is on record with the words "${last?.words}"`]),
    ...(about ? [`${said(line)} is about another message`] : []),
    ...(facts.every((each) => isBy(each, line.writer)) ? [] : [`${said(line)} is on record as of another writer`]),
  ];
};

const nameOf = ({ contact }: Place): string => contact ?? 'the group';

/** One stream for each chat, two for a stranger's, with what could be read at once in the order of writing. */
const placeProblems = (place: Place, lines: readonly Line[], record: readonly OnRecord[], group: string) => {
  const ids = new Set(lines.map(({ id }) => id));
  const facts = record.filter((each) => ids.has(stanzaOf(each)));
  const chats = new Set(facts.map(({ chatId }) => chatId));
  // What was heard before a merge stays where it is.
  const most = place.isStranger ? 2 : 1;
  const allowed = place.contact === null ? [group] : addressesOf(place.contact);
  const unread = new Set(facts.filter(isUnread).map(stanzaOf));
  const readAtOnce = lines.filter(({ id }) => !unread.has(id ?? '')).map(({ id }) => id);
  const wanted = new Set(readAtOnce);
  const found = facts.map(stanzaOf).filter((id) => wanted.has(id));
  const wrong = found.findIndex((id, at) => id !== readAtOnce[at]);
  const due = lines.find(({ id }) => id === readAtOnce[wrong]);
  return [
    ...(chats.size <= most && [...chats].every((chat) => allowed.includes(chat))
      ? []
      : [`${nameOf(place)} is on record as ${[...chats].join()}`]),
    ...(wrong < 0 ? [] : [`${nameOf(place)}: ${found[wrong]} is on record where ${due && said(due)} was due`]),
  ];
};

/** The broken promises once WhatsApp keeps nothing any more, as sentences; empty if all were kept. */
export const judgeHearing = (
  lines: readonly Line[],
  record: readonly OnRecord[],
  handovers: readonly Handover[],
  group: string,
): readonly string[] => {
  const found = byStanza(record);
  const written = new Set(lines.map(({ id }) => id));
  const states = new Map(handovers.map(({ messageId, state }) => [messageId, state]));
  const places = Map.groupBy(lines, ({ place }) => place);
  return [
    ...lines.flatMap((line) => lineProblems(line, found.get(line.id ?? '') ?? [])),
    ...[...found.keys()].filter((id) => !written.has(id)).map((id) => `${id} is on record, and nobody wrote it`),
    ...lines.flatMap((line) => {
      const state = states.get(line.id ?? '');
      return state === 'confirmed' ? [] : [`${said(line)} is ${state} at the end, and not confirmed`];
    }),
    ...[...places].flatMap(([place, some]) => placeProblems(place, some, record, group)),
  ];
};
