/** Who is who: one contact and one conversation for each person, as soon as WhatsApp has told so. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Contacts, createContacts } from '../../src/actors/contacts/contacts.ts';
import type { EventLog, Recorded } from '../../src/events/log/log.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { streamOf } from '../../src/kernel/ids.ts';
import { openReads, type Reads } from '../../src/projections/reads.ts';
import { chatting } from '../support/chatting.ts';
import { manualClock } from '../support/manual-clock.ts';
import { openStory } from '../projections/story.ts';

const NINE = '5511912345678@s.whatsapp.net';
const EIGHT = '551112345678@s.whatsapp.net';
const LID = '900100@lid';

const clock = manualClock(1_700_000_000_000);

let log: EventLog;
let reads: Reads;
let contacts: Contacts;
let queue: ReturnType<typeof openStory>['queue'];
let broken: Fault | null;

beforeEach(() => {
  const story = openStory();
  ({ log, queue } = story);
  reads = openReads(story.db, log);
  broken = null;
  const append: EventLog['append'] = (asked) => (broken ? Promise.reject(broken) : log.append(asked));
  contacts = createContacts({ log: { ...log, append }, reads, clock, entropy: systemEntropy });
});

/** What WhatsApp says, and its contact once that is on disk. */
const told = async (...addresses: string[]): Promise<string> => {
  const learned = contacts.learn('default', { addresses });
  await learned?.written;
  return learned?.person.contactId ?? '';
};
const called = async (address: string, pushName: string): Promise<void> =>
  contacts.learn('default', { addresses: [address], names: { pushName } })?.written;
const facts = (): readonly Recorded[] =>
  log.page({ after: 0, limit: 100 }).filter(({ type }) => type.startsWith('contact.'));
const types = () => facts().map(({ type }) => type);

describe('a person', () => {
  test('is one contact under every address, and nothing is written where nothing is new', async () => {
    const id = await told(NINE);
    expect(await told(NINE, LID)).toBe(id);
    expect(await told(LID)).toBe(id);
    expect(await told(LID, NINE)).toBe(id);
    expect(types()).toEqual(['contact.found', 'contact.addressed']);
    expect(reads.contacts.addressesOf('default', id)).toEqual([NINE, LID]);
    expect(reads.chats.chatOf('default', LID)).toBe(NINE);
  });

  test('is the same for all that is told in one turn', async () => {
    const all = [told(LID), told(LID, NINE), called(LID, 'Ana'), called(NINE, 'Ana')];
    const [first, second] = await Promise.all(all);
    expect(second).toBe(first);
    expect(types()).toEqual(['contact.found', 'contact.addressed', 'contact.named']);
  });

  test('has a name that is beside the log, and a fact only for another one', async () => {
    await called(NINE, 'Ana');
    await called(NINE, 'Ana');
    await called(NINE, 'Ana Souza');
    expect(types()).toEqual(['contact.found', 'contact.named', 'contact.named']);
    expect(JSON.stringify(facts())).not.toContain('Ana');
    const row = reads.contacts.byId('default', reads.contacts.idOf('default', NINE) ?? '');
    expect(log.beside('names', row?.namedAt ?? 0, 0)?.pushName).toBe('Ana Souza');
  });

  test('is no group, channel or status', () => {
    for (const address of ['120363041234567890@g.us', 'status@broadcast', '120363@newsletter'])
      expect(contacts.learn('default', { addresses: [address] })).toBeNull();
  });

  test('of one session is not known to another', async () => {
    await told(NINE, LID);
    expect(contacts.of('other', LID)).toBeNull();
    expect(reads.chats.chatOf('other', LID)).toBe(LID);
  });
});

describe('two contacts that turn out to be one', () => {
  test('are the older one from then on, and both ids answer', async () => {
    const [older, younger] = [await told(NINE), await told(LID)];
    await called(LID, 'Ana');
    expect(await told(LID, NINE)).toBe(older);
    expect(types().at(-1)).toBe('contact.merged');
    expect(facts().at(-1)?.stream).toBe(streamOf.contact('default', older));
    for (const id of [older, younger]) expect(reads.contacts.byId('default', id)).toMatchObject({ contactId: older });
    expect(reads.contacts.list('default', null, 9)).toHaveLength(1);
    const { namedAt } = reads.contacts.byId('default', younger) ?? {};
    expect(log.beside('names', namedAt ?? 0, 0)?.pushName).toBe('Ana');
  });

  test('keep the conversation that was first on record, whichever contact it was of', async () => {
    const chat = chatting(log);
    const [older] = [await told(NINE), await told(EIGHT)];
    await chat.receive({ chat: EIGHT, text: 'first' });
    await chat.receive({ chat: NINE, text: 'second' });
    expect(await told(NINE, EIGHT)).toBe(older);
    expect(reads.chats.chatOf('default', NINE)).toBe(EIGHT);
    expect(reads.chats.addresses('default', EIGHT)).toEqual([EIGHT, NINE]);
    expect(reads.chats.conversation('default', NINE)).toMatchObject({ chatId: EIGHT, received: 1, joined: 1, read: 0 });
  });

  test('keep the conversation to which a message was queued first', async () => {
    await queue(1, { chat: LID });
    await queue(2, { chat: NINE });
    await told(NINE);
    await told(NINE, LID);
    expect(reads.chats.chatOf('default', NINE)).toBe(LID);
  });

  test('may be three', async () => {
    const [first] = [await told(NINE), await told(EIGHT), await told(LID)];
    await told(EIGHT, LID);
    expect(await told(NINE, LID)).toBe(first);
    expect(reads.contacts.addressesOf('default', first)).toEqual([NINE, EIGHT, LID].toSorted());
    for (const address of [EIGHT, LID]) expect(reads.chats.chatOf('default', address)).toBe(NINE);
  });
});

test('what could not be written is told again as new', async () => {
  broken = new Fault('log.unavailable', 'The disk is full', { hint: 'Make room.' });
  await expect(told(NINE, LID)).rejects.toThrow(broken);
  broken = null;
  await told(NINE, LID);
  expect(types()).toEqual(['contact.found']);
  expect(await log.verify()).toBeNull();
});
