/** Runs as a process: rotates the key of the given data folder, and kills itself at the nth sealed value. */
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { waybill } from './fake-shell.ts';

const NONCE_BYTES = 12;
const [, , data = '', at = ''] = process.argv;
let left = Number(at);

const { bytes } = systemEntropy;
Object.assign(systemEntropy, {
  bytes(count: number) {
    if (count === NONCE_BYTES) left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return bytes(count);
  },
});

await waybill('keys rotate', { env: { WAYBILL_DATA: data } });
