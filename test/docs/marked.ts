/** Pages with generated sections, between `<!-- name -->` and `<!-- /name -->`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ROOT } from '../tidy/source-files.ts';

export type Sections = Readonly<Record<string, string>>;

export const code = (text: string): string => `\`${text}\``;

/** An unescaped `|` would end a cell. */
const line = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** A table in Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');

/** Compares each section of a page with its generated text; with `--update` it rewrites the section. */
export const holdsSections = async (page: string, sections: Sections): Promise<void> => {
  const file = join(ROOT, page);
  const text = readFileSync(file, 'utf8');
  for (const name of Object.keys(sections)) expect(text).toContain(`<!-- ${name} -->`);
  const written = Object.entries(sections).reduce(
    (whole, [name, body]) =>
      whole.replace(
        new RegExp(`(<!-- ${name} -->\n)[^]*?(\n?<!-- /${name} -->)`),
        (_, open: string) => `${open}\n${body}\n\n<!-- /${name} -->`,
      ),
    text,
  );
  await expect(written).toMatchFileSnapshot(file);
};
