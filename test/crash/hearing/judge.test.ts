import { expect, test } from 'vitest';
import { judgeHearing, judgeTicks } from './judge.ts';
import type { Handover } from './phones.ts';
import type { OnRecord } from './record.ts';
import { type Kind, type Line, PLACES } from './script.ts';

const GROUP = '120363000000000001@g.us';
const [place] = PLACES;
const number = place.contact ?? '';
const chatId = `${number}@s.whatsapp.net`;

const line = (n: number, kind: Kind = 'text', about: Line | null = null, trouble: Line['trouble'] = null): Line => ({
  place,
  writer: number,
  kind,
  words: `#${n}`,
  about,
  spelling: 'number',
  trouble,
  id: `M${n}`,
});

const author = { direction: 'in', by: chatId } as const;
const received = (n: number, words: string | null = `#${n}`, more = {}): OnRecord => ({
  chatId,
  fact: { type: 'message.received', messageId: `M${n}`, source: 'live', ...author, sentAt: 0, ...more },
  words,
});
const unread = received(3, null, { unread: { kind: 'undecryptable', reason: 'bad_mac' } });
const repaired: OnRecord = { chatId, fact: { type: 'message.repaired', messageId: 'M3', sentAt: 0 }, words: '#3' };
const edited = (n: number, messageId: string): OnRecord => ({
  chatId,
  fact: { type: 'message.edited', messageId, changeId: `M${n}`, ...author, sentAt: 0 },
  words: `#${n}`,
});

const first = line(1);
const broken = { how: 'bad_mac', times: 1 } as const;
const lines = [first, line(2, 'edit', first), line(3, 'text', null, broken), line(4)];
const good = [received(1), edited(2, 'M1'), unread, received(4), repaired];
const handover = (n: number, state: Handover['state'] = 'confirmed') => ({ messageId: `M${n}`, state, redelivered: 0 });
const handovers = [1, 2, 3, 4].map((n) => handover(n));

test('nothing is said of a run in which every promise was kept', () => {
  expect(judgeHearing(lines, good, handovers, GROUP)).toEqual([]);
  expect(judgeTicks(handovers, good)).toEqual([]);
});

test('a change that could not be read at first is on record as a message, and then as what it is', () => {
  const change = line(3, 'edit', first, broken);
  const late: OnRecord = { ...edited(3, 'M1'), fact: { ...edited(3, 'M1').fact, repaired: true } as OnRecord['fact'] };
  expect(judgeHearing([first, change], [received(1), unread, late], handovers, GROUP)).toEqual([]);
  expect(judgeHearing([first, change], [received(1), unread], handovers, GROUP)).not.toEqual([]);
});

test('a stranger may be on record as two chats, and be read at a second attempt', () => {
  const unknown: Line[] = lines
    .slice(2, 4)
    .map((each) => ({ ...each, trouble: null, place: { ...place, isStranger: true } }));
  const hidden = `900${number}@lid`;
  const record = [{ ...unread, chatId: hidden }, { ...repaired, chatId: hidden }, received(4)];
  expect(judgeHearing(unknown, record, handovers, GROUP)).toEqual([]);
  expect(judgeHearing(unknown, [received(4), ...record.slice(0, 1)], handovers, GROUP)).not.toEqual([]);
  expect(judgeHearing(lines.slice(2, 4), record, handovers, GROUP)).not.toEqual([]);
});

const without = (gone: OnRecord): readonly OnRecord[] => good.filter((each) => each !== gone);

test.each<[string, readonly OnRecord[], string]>([
  ['a lost message', [edited(2, 'M1'), unread, received(4), repaired], 'is on record as nothing'],
  ['a message that is on record twice', [...good, received(4)], 'as message.received and message.received'],
  ['a message that nobody wrote', [...good, received(9)], 'M9 is on record, and nobody wrote it'],
  ['other words', [received(1, 'hello'), ...good.slice(1)], 'is on record with the words "hello"'],
  ['a wrong order', [received(4), received(1), edited(2, 'M1'), unread, repaired], 'M4 is on record where text "#1"'],
  ['an edit of another message', [received(1), edited(2, 'M4'), unread, received(4), repaired], 'another message'],
  ['an edit in the message', [received(1, '#2'), unread, received(4), repaired], 'edit "#2"'],
  ['a message that was never repaired', without(repaired), 'and not as message.received, unread and message.repaired'],
  ['another writer', [received(1, '#1', { direction: 'out' }), ...good.slice(1)], 'as of another writer'],
  ['another chat', good.map((each) => ({ ...each, chatId: GROUP })), `${number} is on record as ${GROUP}`],
])('%s is seen', (_, record, violation) => {
  expect(judgeHearing(lines, record, handovers, GROUP).join('\n')).toContain(violation);
});

test('a message that WhatsApp still keeps is seen', () => {
  const left = [...handovers.slice(0, 3), handover(4, 'handed_over')];
  expect(judgeHearing(lines, good, left, GROUP)).toEqual([
    `text "#4" of ${number} is handed_over at the end, and not confirmed`,
  ]);
});

test.each<[string, readonly OnRecord[], Handover['state'], string | undefined]>([
  ['a tick without a record', without(good[3] ?? unread), 'confirmed', 'M4 is confirmed, and not on record'],
  ['a refusal without a record', without(good[3] ?? unread), 'refused', 'M4 is refused, and not on record'],
  ['no tick, and no record', without(good[3] ?? unread), 'handed_over', undefined],
])('between two lives, %s: judged', (_, record, state, violation) => {
  expect(judgeTicks([...handovers.slice(0, 3), handover(4, state)], record)).toEqual(violation ? [violation] : []);
});

test('between two lives, the tick of a message that could not be read is seen', () => {
  expect(judgeTicks(handovers, without(repaired))).toEqual(['M3 is confirmed, and on record without its content']);
});
