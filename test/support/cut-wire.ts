/** A wire to a server that can be cut at a moment of choice, to lose a question or its answer. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** `question`: what the client says next never arrives. `answer`: it arrives, and its answer does not. */
export type Cut = 'question' | 'answer';

export interface Wire {
  readonly port: number;
  /** Cuts the connection that says something next, once. */
  cut(what: Cut): void;
  close(): Promise<void>;
}

export const openWire = async (to: { readonly host: string; readonly port: number }): Promise<Wire> => {
  let next: Cut | null = null;
  const open = new Set<Socket>();

  const server = createServer((client) => {
    const upstream = connect(to);
    const end = (): void => {
      client.destroy();
      upstream.destroy();
      open.delete(client);
    };
    open.add(client);
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
    let isAnswerLost = false;
    client.on('data', (bytes) => {
      const cut = next;
      next = null;
      if (cut === 'question') return end();
      isAnswerLost = cut === 'answer';
      return void upstream.write(bytes);
    });
    upstream.on('data', (bytes) => (isAnswerLost ? end() : void client.write(bytes)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut: (what) => (next = what),
    async close() {
      for (const client of open) client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
