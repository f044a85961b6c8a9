import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { formsOf, leaksIn, type Secret } from './leaks.ts';

const secrets: Secret[] = [
  { name: 'a text', value: 'seventeen "grey" herons' },
  { name: 'a key', value: randomBytes(32) },
  { name: 'a code', value: 'WZYX-1234' },
];
const planted = secrets.flatMap((secret) => formsOf(secret).map(([form, text]) => ({ secret, form, text })));

test.each(planted)('$secret.name is found as $form, among other things', ({ secret, text }) => {
  const written = [
    { where: 'a line', text: 'nothing of it' },
    { where: 'another line', text: `{"msg":"before ${text} after"}` },
  ];
  expect(leaksIn(written, secrets)).toContainEqual(
    expect.stringMatching(new RegExp(`^${secret.name} stands in another line`)),
  );
});

test('where nothing has slipped out, nothing is found', () => {
  expect(leaksIn([{ where: 'a line', text: 'seventeen grey geese, 0123456789abcdef' }], secrets)).toEqual([]);
});
