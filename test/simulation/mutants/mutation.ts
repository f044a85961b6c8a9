/** A bug as an edit of the source, and a copy of the tree that has it. */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The original text, and its replacement. */
export type Edit = readonly [find: string, replace: string];

export interface Mutation {
  readonly bug: string;
  readonly file: string;
  readonly edits: readonly [Edit, ...Edit[]];
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SUPPORT = [
  'groups',
  'hook-judge',
  'media-room',
  'memory-media',
  'no-chatting',
  'quiet-account',
  'saying',
  'seal',
  'spoken',
].map((name) => `test/support/${name}.ts`);

/** The files that a simulation needs; the modules are shared. */
const COPIED = ['src', 'test/simulation', ...SUPPORT, 'package.json'];

/** The source with the bug. @throws when an edit does not match exactly one place: the source has changed. */
export const mutated = (source: string, { bug, file, edits }: Mutation): string => {
  let text = source;
  for (const [find, replace] of edits) {
    const [before, after, ...others] = text.split(find);
    if (before === undefined || after === undefined || others.length > 0) {
      throw new Error(`"${bug}" fits ${text.split(find).length - 1} places of ${file}, and not one: ${find}`);
    }
    text = before + replace + after;
  }
  return text;
};

export const sourceOf = ({ file }: Mutation, root = ROOT): string => readFileSync(join(root, file), 'utf8');

/** Copies the tree, with the bug or without one, into an empty folder. */
export const copyTree = (to: string, mutation: Mutation | null): void => {
  for (const path of COPIED) {
    rmSync(join(to, path), { recursive: true, force: true });
    cpSync(join(ROOT, path), join(to, path), { recursive: true });
  }
  rmSync(join(to, 'node_modules'), { force: true });
  symlinkSync(join(ROOT, 'node_modules'), join(to, 'node_modules'));
  if (mutation) writeFileSync(join(to, mutation.file), mutated(sourceOf(mutation, to), mutation));
};

/**
 * Checks the types of each bug in a copied tree. A bug that does not compile throws where it is run, and a simulation
 * that takes the throw for a failed call never finds it.
 *
 * @returns what the compiler says; empty if all is well.
 */
export const checkTypes = (folder: string, mutations: readonly Mutation[]): string => {
  const files = mutations.map((mutation, at) => {
    const beside = mutation.file.replace(/\.ts$/, `.bug-${at}.ts`);
    writeFileSync(join(folder, beside), mutated(sourceOf(mutation), mutation));
    return beside;
  });
  const { compilerOptions } = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8')) as Record<string, object>;
  const lenient = { ...compilerOptions, noUnusedLocals: false, noUnusedParameters: false };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: lenient, files }));
  const { stdout } = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), ['--project', folder], { encoding: 'utf8' });
  return stdout;
};
