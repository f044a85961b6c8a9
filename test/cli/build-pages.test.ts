import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { folder } from '../support/process.ts';
import { ROOT } from '../tidy/source-files.ts';

const put = (file: string, text: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

/** A checkout without built pages, whose bundler has much to say, and succeeds or fails. */
const checkout = (bundler: 'succeeds' | 'fails') => {
  const root = folder();
  mkdirSync(join(root, 'web/build'), { recursive: true });
  for (const file of ['web/build/build.js', 'build/in-turn.js']) cpSync(join(ROOT, file), join(root, file));
  put(join(root, 'package.json'), '{ "type": "module" }');
  put(join(root, 'web/index.html'), 'the source');
  put(join(root, 'src/http/pages/tokens.css'), '');
  put(join(root, 'node_modules/vite/package.json'), '{ "name": "vite", "type": "module" }');
  put(
    join(root, 'node_modules/vite/bin/vite.js'),
    `import { mkdirSync, writeFileSync } from 'node:fs';
    console.log('transforming 312 modules');
    console.error('a chunk is large');
    const out = process.argv[process.argv.indexOf('--outDir') + 1];
    mkdirSync(out);
    writeFileSync(out + '/index.html', 'the page');
    process.exitCode = ${bundler === 'succeeds' ? 0 : 1};`,
  );
  return {
    built: () => existsSync(join(root, 'web/dist/index.html')),
    build: () => {
      const args = [join(root, 'web/build/build.js'), '--if-needed'];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      return { status, stdout, stderr };
    },
  };
};

test('the first start prints one line about the pages, and the next one none', () => {
  const { build, built } = checkout('succeeds');
  const line = 'Building the dashboard, which takes some seconds and happens once.\n';
  expect(build()).toEqual({ status: 0, stdout: line, stderr: '' });
  expect(built()).toBe(true);
  expect(build()).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('what the bundler says is shown when it fails, and the start goes on without the pages', () => {
  const { build, built } = checkout('fails');
  const { status, stderr } = build();
  expect(status).toBe(0);
  expect(stderr).toContain('transforming 312 modules\na chunk is large\n');
  expect(stderr).toContain('The dashboard was not built: the build failed, as said above. The API works without it.');
  expect(built()).toBe(false);
});
