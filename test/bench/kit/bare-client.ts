/**
 * Baileys alone, as any program would use it, with its keys in memory: links, goes away when told so, and counts what it
 * emits after it is back. It is told by lines on its input (`away`, `back N`), and says what happened in lines.
 */
import { createInterface } from 'node:readline';
import { type RawClient, memoryAuth, rawClient } from '../../support/raw-client.ts';
import { trustRoot } from '../../../src/whatsapp/baileys/trust.ts';

const [url = '', rootKey = ''] = process.argv.slice(2);
trustRoot(rootKey);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const auth = memoryAuth();
const pairing = rawClient(url, auth);
const { qr = '' } = await pairing.update(({ qr }) => qr !== undefined);
say(`qr ${qr}`);
await pairing.closed();
let client: RawClient = rawClient(url, auth);
await client.open();
say('linked');

/** Emits until so many messages of others have come. */
const count = (messages: number): Promise<void> =>
  new Promise((resolve) => {
    let emitted = 0;
    client.sock.ev.on('messages.upsert', (upsert) => {
      emitted += upsert.messages.filter(({ message, key }) => message && !key.fromMe).length;
      if (emitted >= messages) resolve();
    });
  });

/** Baileys asks for a hundred of what waits, and never for more. */
const askForAll = (count: number): void => {
  const { sock } = client;
  const request = { tag: 'offline_batch', attrs: { count: String(count) } };
  sock.ws.on('CB:ib,,offline_preview', () => void sock.sendNode({ tag: 'ib', attrs: {}, content: [request] }));
};

for await (const line of createInterface(process.stdin)) {
  const [word, messages] = line.split(' ');
  if (word === 'away') {
    client.end();
    await client.closed();
    say('away');
  }
  if (word === 'back') {
    const start = performance.now();
    client = rawClient(url, auth);
    askForAll(Number(messages));
    await count(Number(messages));
    say(`emitted ${performance.now() - start}`);
  }
  if (word === 'end') break;
}
client.end();
