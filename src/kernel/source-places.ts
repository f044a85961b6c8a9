/**
 * Names the source file and line where a stack names a place in the built program. A map is read when an error is shown, so
 * that a start does not pay for it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** `file:///…/dist/0123456789abcdef/thread.js:120:7` */
const PLACE = /(?:file:\/\/)?[^\s(]*\/dist\/[\da-f]{16}\/([\w.-]+\.js):(\d+):(\d+)/g;

const mapFile = (built: string): string => fileURLToPath(new URL(`./${built}.map`, import.meta.url));

/** Null for a file without a map, such as one of a program that runs from its sources. */
const mapOf = (built: string): SourceMap | null => {
  const file = mapFile(built);
  return existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : null;
};

/** The same text, with places in source files relative to the folder of the program. */
export const inSources = (stack: string): string => {
  const maps = new Map<string, SourceMap | null>();
  return stack.replaceAll(PLACE, (place, built: string, line: string, column: string) => {
    const map = maps.get(built) ?? mapOf(built);
    maps.set(built, map);
    // A stack counts from 1, a map from 0.
    const entry = map?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!entry || !('originalSource' in entry)) return place;
    const source = entry.originalSource.replace(/^(?:\.\.\/)+/, '');
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
};
