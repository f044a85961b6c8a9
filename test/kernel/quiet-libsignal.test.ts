import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';

test('what libsignal prints is dropped, everything else is printed', async () => {
  const script = `
    import { quietLibsignal } from './src/kernel/quiet-libsignal.ts';
    quietLibsignal();
    quietLibsignal();
    console.info('Closing session:', { privKey: 'secret' });
    console.error('Session error:Error: Bad MAC');
    console.log('hello');
  `;
  const output = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, ['--input-type=module-typescript', '-e', script], (error, stdout, stderr) => {
      if (error) reject(error);
      else resolve(stdout + stderr);
    });
  });
  expect(output).toBe('hello\n');
});
