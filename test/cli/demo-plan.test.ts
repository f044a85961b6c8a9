import { describe, expect, test } from 'vitest';
import { CONTACTS, disappointments, PLAN, type ShownChat, type SentJob } from '../../src/cli/demo-plan.ts';

const job = (change: Partial<SentJob> = {}): SentJob => ({
  status: 'completed',
  attempts: 1,
  deliveredAt: '2026-01-01T00:00:00.000Z',
  readAt: null,
  failure: null,
  ...change,
});

const jobs = PLAN.map(({ ends }) => {
  if (ends === 'not_registered') return job({ status: 'failed', failure: { code: ends } });
  return job({ readAt: ends === 'read' ? '2026-01-01T00:00:00.000Z' : null });
});

const phone = (name: string, ...texts: string[]): ShownChat => ({
  number: CONTACTS.find((contact) => contact.name === name)?.digits ?? '',
  messages: texts.map((text) => ({ text, receipt: 'delivered' })),
});

const ayu = [
  'Your order 1042 has been packed.',
  'Your order 1042 is on its way.',
  'New in our shop this week: rain jackets.',
];
const budi = phone('Budi', 'Your code is 493 027.', 'New in our shop this week: umbrellas.');
const citra = phone('Citra', 'Your table is ready. See you in a minute!');

describe('the demo', () => {
  test('is content when all went as planned', () => {
    expect(disappointments(jobs, [phone('Ayu', ...ayu), budi, citra])).toEqual([]);
  });

  test('notices a message that did not arrive', () => {
    const stuck = jobs.map((sent, index) => (index === 5 ? job({ status: 'retrying' }) : sent));
    expect(disappointments(stuck, [phone('Ayu', ...ayu), budi])).toEqual([
      '"Your table is ready. See you in a minute!" to Citra should be delivered, but is retrying',
      expect.stringContaining('the phone of Citra shows []'),
    ]);
  });

  test.each([
    ['twice', [...ayu, ayu[0] ?? '']],
    ['out of order', ayu.toReversed()],
  ])('notices a message that is shown %s', (_, texts) => {
    expect(disappointments(jobs, [phone('Ayu', ...texts), budi, citra])).toEqual([
      expect.stringContaining('the phone of Ayu shows'),
    ]);
  });
});
