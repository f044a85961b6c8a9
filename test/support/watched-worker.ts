/** The program of a session's thread, which says to whom the thread connects, whatever part of it does. */
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { workerData } from 'node:worker_threads';
import type { Luggage } from '../../src/whatsapp/thread/crossing.ts';
import { BUILT_VARIABLE } from './built-variable.ts';
import { trustProxies } from './proxies.ts';
import { CHANNEL_VARIABLE, type Contacted } from './watched.ts';

const { session } = workerData as Luggage;
const channel = new BroadcastChannel(process.env[CHANNEL_VARIABLE] ?? '');

// Every connection of Node begins here: those of agents, of `fetch`, of WebSockets and of the client of SOCKS.
subscribe('net.client.socket', (message) => {
  const { socket } = message as { socket: Socket };
  socket.on('connectionAttempt', (address: string, port: number) =>
    channel.postMessage({ session, address, port } satisfies Contacted),
  );
});
trustProxies();

const built = process.env[BUILT_VARIABLE];
await import(built ? `${built}thread.js` : '../../src/whatsapp/thread/worker.ts');
