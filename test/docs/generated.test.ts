import { expect, test } from 'vitest';
import { catalogue, type Fact } from '../../src/events/facts/catalogue.ts';
import { machines } from '../../src/machines/kinds.ts';
import { jobFacts, mediaFacts, queueFacts, sessionFacts, webhookFacts } from '../support/facts.ts';
import { factTable } from './fact-pages.ts';
import { diagram, matrix } from './machine-pages.ts';
import { holdsSections } from './marked.ts';

const facts: Readonly<Record<keyof typeof machines, readonly Fact[]>> = {
  job: Object.values(jobFacts),
  session: Object.values(sessionFacts),
  queue: Object.values(queueFacts),
  media: Object.values(mediaFacts),
  webhook: Object.values(webhookFacts),
};

test('docs/machines.md draws the machines as they are; to regenerate it: npx vitest run test/docs/generated --update', async () => {
  const names = Object.keys(machines) as (keyof typeof machines)[];
  const sections = names.flatMap((name) => {
    const told = { machine: machines[name], facts: facts[name] };
    return [
      [`${name} diagram`, diagram(told)],
      [`${name} matrix`, matrix(told)],
    ] as const;
  });
  await holdsSections('docs/machines.md', Object.fromEntries(sections));
});

test('docs/facts.md lists every fact that there is; to regenerate it: npx vitest run test/docs/generated --update', async () => {
  const families = [...new Set([...catalogue.keys()].map((type) => type.split('.', 1)[0] ?? ''))];
  expect(families.toSorted()).toEqual([
    'call',
    'chat',
    'contact',
    'content',
    'group',
    'job',
    'key',
    'media',
    'message',
    'poll',
    'process',
    'queue',
    'session',
    'user',
    'webhook',
  ]);
  await holdsSections(
    'docs/facts.md',
    Object.fromEntries(families.map((family) => [`${family} facts`, factTable(family)])),
  );
});
