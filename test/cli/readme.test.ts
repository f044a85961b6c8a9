import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { EXIT_MEANINGS } from '../../src/cli/exits.ts';
import { variableNames, variables } from '../../src/cli/variables.ts';
import { TEST_NUMBERS } from '../../src/sandbox/test-numbers.ts';

const README = new URL('../../README.md', import.meta.url);

const table = (head: readonly [string, string], rows: readonly (readonly [string, string])[]): string =>
  [`| ${head.join(' | ')} |`, '|---|---|', ...rows.map(([left, right]) => `| ${left} | ${right} |`)].join('\n');

const code = (text: string): string => `\`${text}\``;

/** What the code knows better than whoever writes the README. */
const sections: Readonly<Record<string, string>> = {
  configuration: table(
    ['variable', 'meaning (default)'],
    variableNames.map((name) => {
      const { meaning, unset } = variables[name];
      return [code(name), unset === '' ? meaning : `${meaning} (${unset})`];
    }),
  ),
  commands: table(
    ['command', 'does'],
    commands.map(({ name, summary }) => [code(name), summary]),
  ),
  exits: table(
    ['exit code', 'meaning'],
    Object.entries(EXIT_MEANINGS).map(([exit, meaning]) => [exit, meaning]),
  ),
  numbers: table(
    ['ends with', 'behaves'],
    TEST_NUMBERS.map(({ digits, sentence }) => [code(digits), sentence]),
  ),
};

/** The README with each generated section between its marks written anew. */
const generated = (text: string): string =>
  Object.entries(sections).reduce(
    (page, [name, body]) =>
      page.replace(
        new RegExp(`(<!-- ${name} -->\n)[^]*?(\n<!-- /${name} -->)`),
        (_, open: string, close: string) => `${open}\n${body}\n${close}`,
      ),
    text,
  );

test('the tables of the README are those of the code; to write them anew: npx vitest run readme --update', async () => {
  const page = readFileSync(README, 'utf8');
  for (const name of Object.keys(sections)) expect(page).toContain(`<!-- ${name} -->`);
  await expect(generated(page)).toMatchFileSnapshot('../../README.md');
});
