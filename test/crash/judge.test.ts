import { expect, test } from 'vitest';
import type { Fact, Job } from '../support/client.ts';
import { type Found, judge } from './judge.ts';
import type { Lane, Sent } from './load.ts';

const NUMBER = '6281200007100';
const lane: Lane = { number: NUMBER, priority: 'HIGH', keyed: false, each: 1 };

const sent = (n: number, jobId: string | null = `j${n}`): Sent => ({ lane, text: `#${n}`, jobId, repeated: false });

const job = (n: number, status = 'completed'): Job => ({
  jobId: `j${n}`,
  messageId: `m${n}`,
  chatId: `${NUMBER}@s.whatsapp.net`,
  message: `#${n}`,
  status,
  attempts: 1,
  failure: null,
});

const shown = (n: number, messageId = `m${n}`) => ({ text: `#${n}`, copies: 1, messageId });

const facts = ['session.qr_issued', 'session.paired'].map(
  (type, index): Fact => ({ position: index + 1, stream: 'session/default', type, to: null, data: {}, at: '' }),
);

const good: Found = {
  sent: [sent(1), sent(2), sent(3, null)],
  jobs: [job(1), job(2)],
  inboxes: [{ number: NUMBER, messages: [shown(1), shown(2)] }],
  facts,
};

const inbox = (...messages: ReturnType<typeof shown>[]) => ({ inboxes: [{ number: NUMBER, messages }] });

test('nothing is said of a run in which every promise was kept', () => {
  expect(judge(good)).toEqual([]);
});

test.each<[string, Partial<Found>, string]>([
  ['a lost job', { jobs: [job(2)] }, '"#1" was accepted as j1, which nobody knows'],
  ['a job that never ends', { jobs: [job(1), job(2, 'waiting')] }, '"#2" (j2) is waiting and not completed'],
  ['two jobs of one message', { jobs: [job(1), job(2), { ...job(4), message: '#2' }] }, '"#2" has 2 jobs'],
  ['a job of no message', { jobs: [job(1), job(2), job(9)] }, 'job j9 says "#9", which nobody sent'],
  ['a message that is on no phone', inbox(shown(1)), '"#2" is completed, and on no phone'],
  ['a message that is shown twice', inbox(shown(1), shown(2), shown(2, 'm9')), '"#2" is 2 times on the phone'],
  ['another id than the promised', inbox(shown(1), shown(2, 'm9')), `"#2" is on the phone ${NUMBER} as m9, not as m2`],
  ['a message without a job', inbox(shown(1), shown(2), shown(3)), '"#3" is on a phone, and no completed job says so'],
  ['a wrong order', inbox(shown(2), shown(1)), `${NUMBER} HIGH: "#2" arrived where "#1" was due`],
  ['a gap in the log', { facts: facts.map((fact) => ({ ...fact, position: 7 })) }, 'positions of the log have a gap'],
  ['a second QR', { facts: [...facts, { ...facts[0], position: 3 } as Fact] }, 'the pairing did not survive'],
])('%s is seen', (_, change, violation) => {
  expect(judge({ ...good, ...change })).toContain(violation);
});
