import { expect, test } from 'vitest';
import { folded, type Spoken } from '../../src/sandbox/folding.ts';
import type { Lasting } from '../../src/sandbox/kinds/shown.ts';

const text = (body: string): Lasting => ({ kind: 'text', body });
const says = (id: string, body: string, from: Spoken['from'] = 'gateway'): Spoken => ({
  id,
  from,
  content: text(body),
});
const edits = (of: string, body: string, from: Spoken['from'] = 'gateway'): Spoken => ({
  id: `${of} edited as ${body}`,
  from,
  content: { kind: 'edit', of, content: text(body) },
});
const deletes = (of: string, from: Spoken['from'] = 'gateway'): Spoken => ({
  id: `${of} deleted`,
  from,
  content: { kind: 'delete', of },
});
const reacts = (to: string, emoji: string, from: Spoken['from']): Spoken => ({
  id: `${emoji} on ${to} from ${from}`,
  from,
  content: { kind: 'reaction', to, emoji },
});
const first = (...messages: Spoken[]) => folded(messages).get('A');

test('the last edit counts, in the order in which they came', () => {
  expect(first(says('A', 'one'), edits('A', 'two'), edits('A', 'three'))).toMatchObject({
    content: text('three'),
    edited: true,
  });
});

test('an edit that comes before what it edits changes nothing', () => {
  expect(first(edits('A', 'two'), says('A', 'one'))).toMatchObject({ content: text('one'), edited: false });
});

test('nobody edits or deletes what the other side wrote', () => {
  expect(first(says('A', 'one'), edits('A', 'two', 'contact'), deletes('A', 'contact'))).toMatchObject({
    content: text('one'),
    edited: false,
    deleted: false,
  });
});

test('a deleted message cannot be edited', () => {
  expect(first(says('A', 'one'), deletes('A'), edits('A', 'two'))).toMatchObject({ deleted: true, edited: false });
});

test('each side has one reaction, to a message of either', () => {
  const fold = first(
    reacts('A', '👍', 'gateway'),
    says('A', 'one', 'contact'),
    reacts('A', '❤️', 'contact'),
    reacts('A', '😂', 'contact'),
  );
  expect([...(fold?.reactions ?? [])]).toEqual([
    ['gateway', '👍'],
    ['contact', '😂'],
  ]);
});

test('what changes another message has no bubble, and what refers to nothing changes nothing', () => {
  expect([...folded([says('A', 'one'), reacts('B', '👍', 'contact'), deletes('B')]).keys()]).toEqual(['A']);
});
