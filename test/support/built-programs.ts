/**
 * Threads and media processes of a gateway inside a test run the built program where these sources are built, as those of
 * a process do. It loads in half of the processor time.
 */
import { BUILT_VARIABLE } from './built-variable.ts';

interface Fingerprint {
  builtProgram(): string | null;
}

const rules = (await import(new URL('../../build/fingerprint.js', import.meta.url).href)) as Fingerprint;

const PROGRAMS: readonly (readonly [importer: string, source: string, built: string])[] = [
  ['/src/whatsapp/thread/thread.ts', './worker.ts', 'thread.js'],
  ['/src/media/workshop.ts', './bench/worker.ts', 'workshop.js'],
];

/** A plugin of Vite: the sources name their programs from where they stand. */
export const builtPrograms = () => {
  const built = rules.builtProgram();
  if (built !== null) process.env[BUILT_VARIABLE] = new URL('.', built).href;
  return {
    name: 'built-programs',
    enforce: 'pre' as const,
    transform(code: string, id: string): string | null {
      const [, source, file] = PROGRAMS.find(([importer]) => id.endsWith(importer)) ?? [];
      if (built === null || file === undefined) return null;
      const url = `new URL('${source}', import.meta.url)`;
      if (!code.includes(url)) throw new Error(`${id} does not name its program as ${url}`);
      return code.replace(url, `new URL('${new URL(file, built).href}')`);
    },
  };
};
