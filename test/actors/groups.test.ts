/** Groups, from what WhatsApp tells about them to the messages that go to them. */
import { beforeEach, describe, expect, test } from 'vitest';
import { failure } from '../../src/events/facts/failure.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { streamOf } from '../../src/kernel/ids.ts';
import type { GroupNews } from '../../src/whatsapp/group-info.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';
import { ACCOUNT, AYU, BUDI, GROUP, groupOf } from '../support/groups.ts';
import { type Running, running } from '../support/running.ts';

const STREAM = streamOf.group('default', GROUP);
const CITRA = '6281200000003@s.whatsapp.net';

const refused = new Undelivered(failure('group_refused', 'WhatsApp refused it', 403), true);
const notMember = new Undelivered(failure('group_not_member', 'No member', 403), false);

let run: Running;
beforeEach(async () => {
  run = await running();
  await run.gateway.sessions.start('default', { by: 'anna', correlation: null });
  await run.ready();
});

/** Lets promises and commits settle. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await new Promise((resume) => setImmediate(resume));
};

const send = async (number = GROUP): Promise<string> => {
  const job = await run.queue({ number });
  await settled();
  return job;
};

const types = (stream: string): readonly string[] => run.story(stream);
const asked = (): number => run.script.link().groupsAsked.length;
const members = (): readonly string[] => run.reads.groups.members('default', GROUP).map(({ id }) => id);

const hear = async (news: GroupNews): Promise<void> => {
  run.script.link().group(GROUP, news);
  await settled();
};

const by = (person: string) => ({ chatId: GROUP, person });
const receipt = (job: string, kind: 'delivered' | 'read' | 'played', person: string, at: number): void =>
  run.script.link().receipt(messageIdOf(job), kind, at, by(person));
const gathered = async (): Promise<void> => {
  run.clock.advance(2_000);
  await settled();
};

describe('the first message to a group', () => {
  test('asks WhatsApp once, records the answer, and no later message asks again', async () => {
    const first = await send();
    expect(types(STREAM)).toEqual(['group.recorded', 'group.described']);
    expect(types(streamOf.job(first)).at(-1)).toBe('job.completed');
    await send();
    expect(asked()).toBe(1);
    expect(run.script.phone()).toMatchObject([{ group: 2 }, { group: 2 }]);
    expect(members()).toEqual([AYU, BUDI, ACCOUNT].toSorted());
  });

  test('goes out only once the answer is on record', async () => {
    run.script.replies.group = () => 'hold';
    const job = await send();
    expect(run.script.phone()).toEqual([]);
    run.script.link().groups[0]?.resolve(groupOf(ACCOUNT));
    await settled();
    const [recorded] = run.log.read(STREAM);
    const completed = run.log.read(streamOf.job(job)).at(-1);
    expect(completed).toMatchObject({ type: 'job.completed', data: { recipients: 2 } });
    expect(recorded?.position).toBeLessThan(completed?.position ?? 0);
  });

  test('is not sent once a receipt has said that an earlier attempt arrived', async () => {
    await send();
    run.script.link().groupsDoubtful();
    await settled();
    run.script.replies.group = () => 'hold';
    const job = await send();
    receipt(job, 'delivered', AYU, run.clock.now());
    await gathered();
    expect(types(streamOf.job(job))).toContain('job.completed');
    run.script.link().groups[0]?.resolve(groupOf(ACCOUNT));
    await settled();
    expect(run.script.phone()).toHaveLength(1);
  });

  test('is one question, also if somebody else asks at the same time', async () => {
    run.script.replies.group = () => 'hold';
    const link = run.system.session('default')?.link.ready();
    if (!link) throw new Error('not connected');
    const caller = { by: 'anna', correlation: null };
    const both = [
      run.system.groups.open('default', GROUP, link, caller),
      run.system.groups.open('default', GROUP, link, caller),
    ];
    run.script.link().groups[0]?.resolve(groupOf(ACCOUNT));
    expect(await Promise.all(both)).toEqual([
      { version: 2, recipients: 2, admin: false },
      { version: 2, recipients: 2, admin: false },
    ]);
    expect(asked()).toBe(1);
  });

  test('fails for good where the account is no member', async () => {
    run.script.replies.group = () => notMember;
    const job = await send();
    expect(run.log.read(streamOf.job(job)).at(-1)).toMatchObject({
      type: 'job.abandoned',
      data: { failure: { code: 'group_not_member', retryable: false } },
    });
    expect(types(STREAM)).toEqual([]);
  });

  test('fails for good where only admins write, and goes out for an admin', async () => {
    run.script.replies.group = () => groupOf(ACCOUNT, { announceOnly: true });
    const job = await send();
    expect(run.log.read(streamOf.job(job)).at(-1)).toMatchObject({
      type: 'job.abandoned',
      data: { failure: { code: 'group_announce_only' } },
    });
    run.script.link().group(GROUP, { kind: 'members', action: 'promote', members: [{ id: ACCOUNT }], by: AYU });
    await settled();
    const next = await send();
    expect(types(streamOf.job(next)).at(-1)).toBe('job.completed');
    expect(asked()).toBe(1);
  });
});

describe('a notice', () => {
  beforeEach(() => send());

  test('that somebody came or went changes the members, and the next message knows', async () => {
    await hear({ kind: 'members', action: 'add', members: [{ id: CITRA }], by: AYU });
    await hear({ kind: 'members', action: 'remove', members: [{ id: BUDI }], by: AYU });
    expect(members()).toEqual([AYU, CITRA, ACCOUNT].toSorted());
    await send();
    expect(run.script.phone().at(-1)).toMatchObject({ group: 4 });
    expect(asked()).toBe(1);
  });

  test('that names a member by a hidden id is about the same member', async () => {
    await hear({ kind: 'members', action: 'demote', members: [{ id: '90001@lid', number: AYU }], by: null });
    expect(run.reads.groups.role('default', GROUP, AYU)).toBe('member');
    await hear({ kind: 'members', action: 'remove', members: [{ id: '90001@lid' }], by: null });
    expect(members()).toEqual([BUDI, ACCOUNT].toSorted());
  });

  test('of settings, subject and description is a fact only if it changes something', async () => {
    await hear({ kind: 'settings', settings: { locked: false } });
    await hear({ kind: 'settings', settings: { disappearingSeconds: 86_400 } });
    await hear({ kind: 'words', words: { subject: 'Shop' } });
    await hear({ kind: 'words', words: { description: 'Open from nine' } });
    expect(types(STREAM)).toEqual(['group.recorded', 'group.described', 'group.settings_changed', 'group.described']);
    const row = run.reads.groups.byChat('default', GROUP);
    expect(row).toMatchObject({ locked: false, disappearingSeconds: 86_400 });
    expect(run.log.beside('group', row?.describedAt ?? 0, 0)).toEqual({
      subject: 'Shop',
      description: 'Open from nine',
    });
  });

  test('of a group that is not on record is no fact: the first message will ask', async () => {
    const other = '120363000000000002@g.us';
    run.script.link().group(other, { kind: 'members', action: 'add', members: [{ id: CITRA }], by: AYU });
    await settled();
    expect(types(streamOf.group('default', other))).toEqual([]);
  });

  test('that the account was removed ends the next message, and being added again lets it through', async () => {
    await hear({ kind: 'left', reason: 'removed' });
    const job = await send();
    expect(run.log.read(streamOf.job(job)).at(-1)).toMatchObject({
      data: { failure: { code: 'group_not_member' } },
    });
    await hear({ kind: 'whole', group: groupOf(ACCOUNT) });
    const next = await send();
    expect(types(streamOf.job(next)).at(-1)).toBe('job.completed');
    expect(asked()).toBe(1);
  });

  test('that comes while WhatsApp is being asked makes the next message ask again', async () => {
    run.script.link().groupsDoubtful();
    run.script.replies.group = () => 'hold';
    await send();
    await hear({ kind: 'members', action: 'add', members: [{ id: CITRA }], by: AYU });
    run.script.replies.group = () => groupOf(ACCOUNT);
    run.script.link().groups[0]?.resolve(groupOf(ACCOUNT));
    await settled();
    await send();
    expect(asked()).toBe(3);
  });
});

describe('the record of a group that may be out of date', () => {
  test('is asked for again after a refusal, by the next attempt', async () => {
    await send();
    run.script.replies.send = () => refused;
    const job = await send();
    expect(types(streamOf.job(job)).at(-1)).toBe('job.failed');
    run.script.replies.send = () => 'ack';
    run.script.replies.group = () => notMember;
    run.clock.advance(10_000);
    await settled();
    expect(asked()).toBe(2);
    expect(run.log.read(streamOf.job(job)).at(-1)).toMatchObject({
      type: 'job.abandoned',
      data: { failure: { code: 'group_not_member' } },
    });
    expect(types(STREAM).at(-1)).toBe('group.left');
  });

  test('is asked for again when WhatsApp says so, once', async () => {
    await send();
    run.script.link().groupsDoubtful();
    await send();
    await send();
    expect(asked()).toBe(2);
  });

  test('is asked for again before a message is refused because of it', async () => {
    await send();
    run.script.link().group(GROUP, { kind: 'left', reason: 'removed' });
    await settled();
    // The pings in between are answered.
    for (let minute = 0; minute < 61_000; minute += 20_000) {
      run.clock.advance(20_000);
      await settled();
    }
    const job = await send();
    expect(types(streamOf.job(job)).at(-1)).toBe('job.completed');
    expect(asked()).toBe(2);
  });

  test('gets a message that was in hand at a crash as a repeat, so that its key is a new one', async () => {
    await send();
    run.script.replies.send = () => 'hold';
    await send();
    await run.crash();
    const { db, clock, script } = run;
    run = await running({ db, clock, script });
    run.script.replies.send = () => 'ack';
    await run.ready();
    await settled();
    const [first, second] = run.script.phone();
    expect([first?.again, second?.again]).toEqual([undefined, true]);
  });

  test('is asked for again after a crash, since a notice may be lost, and not after a stop', async () => {
    await send();
    await run.crash();
    const { db, clock, script } = run;
    run = await running({ db, clock, script });
    await run.ready();
    await send();
    expect(asked()).toBe(1);
    await run.system.stop();
    run = await running({ db, clock, script });
    await run.ready();
    await send();
    expect(asked()).toBe(0);
  });
});

describe('receipts of a group', () => {
  test('say delivered and read once that holds for every member, with the time of the last', async () => {
    const job = await send();
    const now = run.clock.now();
    receipt(job, 'delivered', AYU, now);
    await gathered();
    expect(run.reads.jobs.byId(job)).toMatchObject({ deliveredAt: null, readAt: null });
    receipt(job, 'read', BUDI, now + 7);
    receipt(job, 'delivered', BUDI, now + 5);
    await gathered();
    expect(run.reads.jobs.byId(job)).toMatchObject({ deliveredAt: now + 7, readAt: null });
    receipt(job, 'read', '90001@lid', now + 9);
    await gathered();
    expect(run.reads.jobs.byId(job)).toMatchObject({ readAt: now + 9 });
  });

  test('say played, and with it read, once every member has played it', async () => {
    const job = await send();
    const now = run.clock.now();
    receipt(job, 'played', AYU, now + 1);
    receipt(job, 'read', BUDI, now + 2);
    await gathered();
    expect(run.reads.jobs.byId(job)).toMatchObject({ readAt: now + 2, playedAt: null });
    receipt(job, 'played', BUDI, now + 3);
    receipt(job, 'read', AYU, now + 4);
    await gathered();
    expect(run.reads.jobs.byId(job)).toMatchObject({ readAt: now + 2, playedAt: now + 3 });
  });

  test('of two seconds are one fact', async () => {
    const job = await send();
    receipt(job, 'delivered', AYU, run.clock.now());
    receipt(job, 'delivered', AYU, run.clock.now());
    receipt(job, 'delivered', BUDI, run.clock.now());
    await gathered();
    expect(types(streamOf.job(job)).slice(-3)).toEqual(['job.completed', 'job.receipts', 'job.delivered']);
    expect(run.log.read(streamOf.job(job)).at(-2)?.data).toMatchObject({ receipts: [{ by: AYU }, { by: BUDI }] });
  });

  test('of strangers, of another group and of this account count for nothing', async () => {
    const job = await send();
    receipt(job, 'delivered', CITRA, run.clock.now());
    receipt(job, 'delivered', ACCOUNT, run.clock.now());
    const other = { chatId: '120363000000000002@g.us', person: AYU };
    run.script.link().receipt(messageIdOf(job), 'delivered', run.clock.now(), other);
    run.script.link().receipt(messageIdOf(job), 'delivered', run.clock.now());
    await gathered();
    expect(types(streamOf.job(job)).at(-1)).toBe('job.completed');
  });

  test('complete a message whose acknowledgement was lost', async () => {
    await send();
    run.script.replies.send = () => 'hold';
    const job = await send();
    run.script.link().sends[0]?.takeWithoutAck();
    receipt(job, 'delivered', AYU, run.clock.now());
    await gathered();
    expect(run.log.read(streamOf.job(job)).slice(-2)).toMatchObject([
      { type: 'job.completed', data: { recipients: 2 } },
      { type: 'job.receipts' },
    ]);
  });

  test('of a status count for the people in its audience', async () => {
    const status = 'status@broadcast';
    const request = { session: 'default', to: status, type: 'text', member: { body: 'Open' } } as const;
    const more = { notBefore: null, expiresAt: null, replyTo: null, clientRef: null, metadata: null } as const;
    const told = await run.gateway.messages.send(
      {
        ...request,
        ...more,
        mentions: [],
        audience: ['6281200000001'],
        forwarded: false,
        priority: 'NORMAL',
        idempotencyKey: null,
      },
      { by: 'anna', correlation: null },
    );
    await settled();
    const job = told.ok ? told.value.jobId : '';
    const at = run.clock.now();
    for (const person of [BUDI, AYU])
      run.script.link().receipt(messageIdOf(job), 'read', at, { chatId: status, person });
    await gathered();
    expect(types(streamOf.job(job)).slice(-3)).toEqual(['job.receipts', 'job.delivered', 'job.read']);
    expect(run.log.read(streamOf.job(job)).find(({ type }) => type === 'job.receipts')?.data).toEqual({
      receipts: [{ by: AYU, kind: 'read', at }],
    });
  });

  test('that were gathered when Waybill stops are on record', async () => {
    const job = await send();
    receipt(job, 'delivered', AYU, run.clock.now());
    await run.system.drain(5_000);
    expect(types(streamOf.job(job)).at(-1)).toBe('job.receipts');
  });
});
