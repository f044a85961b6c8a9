/** How what WhatsApp hands over gets on record: once, in order, in one conversation, before its keys. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createContacts } from '../../src/actors/contacts/contacts.ts';
import { createHearing } from '../../src/actors/chats/hearing.ts';
import { selectiveHearing } from '../../src/actors/chats/selective-hearing.ts';
import type { Append, EventLog } from '../../src/events/log/log.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { ChatId } from '../../src/kernel/ids.ts';
import { openReads } from '../../src/projections/reads.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import type { Heard, HeardSaid, HeardStanza, Hearing } from '../../src/whatsapp/heard.ts';
import { manualClock } from '../support/manual-clock.ts';
import { spoken } from '../support/spoken.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';

const NUMBER: ChatId = '6281234567801@s.whatsapp.net';
const LID: ChatId = '900100@lid';
const GROUP: ChatId = '120363041234567890@g.us';

const clock = manualClock(1_700_000_000_000);

let log: EventLog;
let hearing: Hearing;
/** The keys that were stored, each with the number of facts on disk at that time. */
let stored: string[];
let broken: Fault | null;

beforeEach(() => {
  const db = openDatabase(':memory:');
  log = sqliteLog(db, { project: openProjections(db), clock });
  stored = [];
  broken = null;
  const shared = {
    log: { ...log, append: (asked: Append) => (broken ? Promise.reject(broken) : log.append(asked)) },
    reads: openReads(db, log),
    clock,
    entropy: systemEntropy,
  };
  hearing = createHearing({
    ...shared,
    contacts: createContacts(shared),
    vault: {
      async setKeys(_ring, changes) {
        stored.push(...changes.map(({ id, value }) => `${id}=${value} after ${log.head().position}`));
      },
    },
  });
});

const UNREAD: HeardSaid = { type: 'unread', kind: 'undecryptable', reason: 'no_session' };

const stanza = (messageId: string, said: HeardSaid, more: Partial<Heard> = {}): HeardStanza => ({
  heard: {
    chat: { id: NUMBER, other: null },
    sender: { id: NUMBER, other: null },
    fromMe: false,
    messageId,
    source: 'live',
    sentAt: 1_700_000_000_000,
    pushName: null,
    said,
    ...more,
  },
  keys: [],
});

const record = (...stanzas: readonly HeardStanza[]) => hearing.record('default', stanzas);
const told = (chat: ChatId = NUMBER) => log.read(`chat/default/${chat}`).map(({ type, data }) => ({ type, ...data }));
const words = (chat: ChatId = NUMBER) =>
  log.read(`chat/default/${chat}`).map(({ position }) => {
    const said = log.said(position);
    return said && said.body;
  });

describe('once', () => {
  test('a stanza that is handed over again leaves no second fact', async () => {
    await record(stanza('A1', spoken('hello')));
    await record(stanza('A1', spoken('hello'), { source: 'offline' }));
    expect(told()).toMatchObject([{ messageId: 'A1', source: 'live' }]);
  });

  test('nor if it comes twice at once', async () => {
    await record(stanza('A1', spoken('hello')), stanza('A1', spoken('hello')));
    expect(told()).toHaveLength(1);
  });

  test('nor if the sender is named by another of the addresses then', async () => {
    const byLid = { id: LID, other: NUMBER };
    const byNumber = { id: NUMBER, other: null };
    await record(stanza('A1', spoken('hello')));
    await record(stanza('A1', spoken('hello'), { chat: byLid, sender: byLid }));
    await record(stanza('A1', spoken('hello'), { chat: byNumber, sender: byNumber }));
    expect(told()).toHaveLength(1);
  });

  test('what the account and its contact write may have one id', async () => {
    await record(stanza('A1', spoken('hello')), stanza('A1', spoken('hello too'), { fromMe: true }));
    expect(words()).toEqual(['hello', 'hello too']);
  });

  test('two people of a group may use one id', async () => {
    const inGroup = (id: ChatId) => ({ chat: { id: GROUP, other: null }, sender: { id, other: null } });
    await record(stanza('A1', spoken('one'), inGroup(NUMBER)), stanza('A1', spoken('two'), inGroup(LID)));
    expect(words(GROUP)).toEqual(['one', 'two']);
  });

  test('what changes a message is taken once too', async () => {
    const change = stanza('B1', { type: 'edited', messageId: 'A1', now: spoken('hello!') });
    await record(stanza('A1', spoken('hello')), change);
    await record(change);
    expect(told()).toMatchObject([
      { type: 'message.received', messageId: 'A1' },
      { type: 'message.edited', messageId: 'A1', changeId: 'B1' },
    ]);
  });
});

describe('a message that cannot be read', () => {
  test('is on record, and is repaired under its id', async () => {
    await record(stanza('A1', UNREAD));
    expect(hearing.isOnRecord('default', stanza('A1', UNREAD).heard)).toBe(false);
    await record(stanza('A1', spoken('hello')));
    await record(stanza('A1', spoken('hello')));
    expect(hearing.isOnRecord('default', stanza('A1', UNREAD).heard)).toBe(true);
    expect(told()).toMatchObject([
      { type: 'message.received', unread: { kind: 'undecryptable', reason: 'no_session' } },
      { type: 'message.repaired', messageId: 'A1' },
    ]);
  });

  test('may turn out to be a change of another one, which is then on record once', async () => {
    const edit: HeardSaid = { type: 'edited', messageId: 'A1', now: spoken('hello!') };
    await record(stanza('A1', spoken('hello')), stanza('B1', UNREAD));
    await record(stanza('B1', UNREAD));
    await record(stanza('B1', edit));
    await record(stanza('B1', edit));
    expect(hearing.isOnRecord('default', stanza('B1', UNREAD).heard)).toBe(true);
    expect(told()).toMatchObject([
      { type: 'message.received', messageId: 'A1' },
      { type: 'message.received', messageId: 'B1', unread: { kind: 'undecryptable' } },
      { type: 'message.edited', messageId: 'A1', changeId: 'B1', repaired: true },
    ]);
    expect(words()).toEqual(['hello', null, 'hello!']);
    expect(await log.verify()).toBeNull();
  });

  test('is repaired also by one that comes at the same moment', async () => {
    await record(stanza('A1', UNREAD), stanza('A1', spoken('hello')));
    expect(told()).toMatchObject([
      { type: 'message.received', unread: { kind: 'undecryptable' } },
      { type: 'message.repaired', messageId: 'A1' },
    ]);
  });

  test('changes nothing if it was read before', async () => {
    await record(stanza('A1', spoken('hello')));
    expect(hearing.isOnRecord('default', stanza('A1', UNREAD).heard)).toBe(true);
    await record(stanza('A1', UNREAD));
    expect(told()).toHaveLength(1);
  });
});

describe('a conversation', () => {
  const byLid = { chat: { id: LID, other: null }, sender: { id: LID, other: null } };
  const byBoth = { chat: { id: LID, other: NUMBER }, sender: { id: LID, other: NUMBER } };

  test('of a hidden id and its number is one, under the number', async () => {
    await record(
      stanza('A1', spoken('one'), byBoth),
      stanza('A2', spoken('two')),
      stanza('A3', spoken('three'), byLid),
    );
    expect(words()).toEqual(['one', 'two', 'three']);
  });

  test('may begin with an emoji on what the account has sent', async () => {
    await record(stanza('A1', { type: 'reacted', messageId: '3EB0', emoji: '👍' }, byLid));
    await record(stanza('A2', spoken('thanks'), byBoth));
    expect(words(LID)).toHaveLength(2);
    expect(hearing.isOnRecord('default', stanza('A1', UNREAD, byBoth).heard)).toBe(true);
  });

  test('that became part of another one keeps its unread messages, which are repaired where they are', async () => {
    await record(stanza('A1', spoken('one')));
    await record(stanza('A2', UNREAD, byLid));
    await record(stanza('A2', UNREAD, byBoth), stanza('A3', spoken('three'), byLid));
    await record(stanza('A2', spoken('two')));
    expect(words()).toEqual(['one', 'three']);
    expect(told(LID)).toMatchObject([{ unread: { reason: 'no_session' } }, { type: 'message.repaired' }]);
    expect(hearing.isOnRecord('default', stanza('A2', UNREAD).heard)).toBe(true);
    await record(stanza('A2', spoken('two'), byLid), stanza('A1', spoken('one'), byLid));
    expect([words().length, words(LID).length]).toEqual([2, 2]);
  });

  test('keeps the name under which it began', async () => {
    await record(stanza('A1', spoken('one'), byLid));
    await record(stanza('A2', spoken('two'), byBoth));
    await record(stanza('A3', spoken('three')));
    expect(words(LID)).toEqual(['one', 'two', 'three']);
  });
});

const withKeys = (id: string, value: string): HeardStanza => ({
  ...stanza(id, spoken('hello')),
  keys: [{ ring: 1, changes: [{ type: 'session', id: 'anna', value }] }],
});

describe('keys', () => {
  test('are stored after the facts of all their stanzas, the last value of each', async () => {
    await record(withKeys('A1', 'first'), withKeys('A2', 'second'));
    expect(stored).toEqual([`anna=second after ${log.head().position}`]);
    expect(told()).toHaveLength(2);
  });

  test('are not stored if the facts are not', async () => {
    broken = new Fault('log.unavailable', 'The disk is full', { hint: 'Make room.' });
    await expect(record(withKeys('A1', 'first'))).rejects.toThrow(broken);
    expect(stored).toEqual([]);
  });

  test('are stored for a stanza that says nothing', async () => {
    await record({ ...withKeys('A1', 'first'), heard: stanza('A1', { type: 'nothing' }).heard });
    expect(stored).toEqual(['anna=first after 0']);
    expect(told()).toEqual([]);
  });
});

test('the log verifies: claims, contents and headers are what the facts name', async () => {
  await record(
    stanza('A1', spoken('hello'), { pushName: 'Anna' }),
    stanza('A2', { type: 'reacted', messageId: 'A1', emoji: '👍' }),
    stanza('A3', { type: 'voted', messageId: 'A1', vote: { payload: 'AAAA', iv: 'AAAA' } }),
    stanza('A4', { type: 'deleted', messageId: 'A1' }),
    stanza('A5', UNREAD),
  );
  expect(await log.verify()).toBeNull();
});

describe('what the operator does not want on record', () => {
  const group = { chat: { id: GROUP, other: null }, sender: { id: LID, other: null } };

  test('is dropped and counted, its keys are stored, and it is acknowledged when it comes again', async () => {
    const direct = selectiveHearing(hearing, 'direct');
    const said = stanza('G1', spoken('in a group'), group);
    const keys = [{ ring: 1, changes: [{ type: 'session', id: 'k', value: 'v' }] }];
    await direct.record('default', [{ ...said, keys }, stanza('A1', spoken('hello'))]);
    expect(told(GROUP)).toEqual([]);
    expect(told()).toMatchObject([{ messageId: 'A1' }]);
    expect(stored).toEqual(['k=v after 2']);
    expect(direct.isOnRecord('default', said.heard)).toBe(true);
    expect(direct.leftOut()).toBe(1);
  });

  test('is all that others wrote, if only what goes out is wanted', async () => {
    const outgoing = selectiveHearing(hearing, 'outgoing');
    await outgoing.record('default', [
      stanza('A1', spoken('hello')),
      stanza('P1', spoken('from my phone'), { fromMe: true, source: 'phone' }),
    ]);
    expect(told()).toMatchObject([{ messageId: 'P1' }]);
    expect(outgoing.leftOut()).toBe(1);
  });
});
