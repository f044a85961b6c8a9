/** Receivers of webhooks in a process of their own. Prints two ports: one answers 204 to everything, one never answers. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

const listening = async (answer: RequestListener): Promise<number> => {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

const fine = await listening((request, response) => {
  request.resume();
  request.once('end', () => response.writeHead(204).end());
});
const hanging = await listening((request) => void request.resume());
console.log(`${fine} ${hanging}`);
