import { describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { isVoiceNote, readMonoOpus, secondsOf } from '../../src/media/bench/opus.ts';
import { voiceNote } from '../../src/cli/demo-voice.ts';
import { parcelPicture } from '../../src/cli/demo-picture.ts';
import {
  CONTACTS,
  disappointments,
  PLAN,
  type SentJob,
  type ShownChat,
  type ShownMessage,
} from '../../src/cli/demo-plan.ts';

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

const shown = (text: string, change: Partial<ShownMessage> = {}): ShownMessage => ({
  text,
  receipt: 'delivered',
  whole: null,
  quote: null,
  reactions: [],
  ...change,
});

const phone = (name: string, ...messages: ShownMessage[]): ShownChat => ({
  number: CONTACTS.find((contact) => contact.name === name)?.digits ?? '',
  messages,
});

const picture = { whole: true, reactions: ['📦'] };
const ayu = [
  shown('Your order 1042 has been packed.'),
  shown('Your order 1042 is on its way.', picture),
  shown('The second box comes tomorrow.', { quote: 'Your order 1042 has been packed.' }),
  shown('New in our shop this week: rain jackets.'),
];
const budi = phone('Budi', shown('Your code is 493 027.'), shown('New in our shop this week: umbrellas.'));
const citra = phone('Citra', shown('Your table is ready. See you in a minute!'), shown('[voice]', { whole: true }));

describe('the demo', () => {
  test('is content when all went as planned', () => {
    expect(disappointments(jobs, [phone('Ayu', ...ayu), budi, citra])).toEqual([]);
  });

  test('notices a message that did not arrive', () => {
    const stuck = jobs.map((sent, index) => (index === 8 ? job({ status: 'retrying' }) : sent));
    expect(disappointments(stuck, [phone('Ayu', ...ayu), budi])).toEqual([
      '"Your table is ready. See you in a minute!" to Citra should be delivered, but is retrying',
      expect.stringContaining('the phone of Citra shows []'),
    ]);
  });

  test.each([
    ['twice', [...ayu, ...ayu.slice(0, 1)]],
    ['out of order', ayu.toReversed()],
    [
      'with a broken picture',
      ayu.toSpliced(1, 1, shown('Your order 1042 is on its way.', { ...picture, whole: false })),
    ],
    ['without its reaction', ayu.toSpliced(1, 1, shown('Your order 1042 is on its way.', { whole: true }))],
    ['without its quote', ayu.toSpliced(2, 1, shown('The second box comes tomorrow.'))],
  ])('notices a message that is shown %s', (_, texts) => {
    expect(disappointments(jobs, [phone('Ayu', ...texts), budi, citra])).toEqual([
      expect.stringContaining('the phone of Ayu shows'),
    ]);
  });

  test('notices a misspelling that reached the phone', () => {
    const misspelled = phone('Budi', shown('Your code is 493 027.'), shown('New in our shop this week: umbrelas.'));
    expect(disappointments(jobs, [phone('Ayu', ...ayu), misspelled, citra])).toEqual([
      expect.stringContaining('the phone of Budi shows'),
    ]);
  });

  test('sends a voice note in packets as phones record them', () => {
    const ogg = readMonoOpus(voiceNote(4));
    expect(ogg && { whole: ogg.whole, isVoice: isVoiceNote(ogg), seconds: secondsOf(ogg) }).toEqual({
      whole: true,
      isVoice: true,
      seconds: expect.closeTo(4, 1),
    });
  });

  test('sends a picture that others can open, and that fits into a request', async () => {
    const bytes = parcelPicture();
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 480, height: 320 });
    expect(bytes.byteLength).toBeLessThan(10_000);
  });
});
