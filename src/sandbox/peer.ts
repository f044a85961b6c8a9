/**
 * One connection of a client: bytes in, stanzas out, frames handled strictly one after another. An error in a frame
 * closes this connection and no other.
 */
import { decodeBinaryNode, encodeBinaryNode } from 'baileys/lib/WABinary/index.js';
import type { WebSocket } from 'ws';
import type { Millis } from '../kernel/clock.ts';
import { messageOf } from '../kernel/fault.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Identity } from './certificate.ts';
import { frameOf, frameReader } from './frames.ts';
import type { Node } from './nodes.ts';
import { type Handshaken, handshake } from './noise.ts';

/** The handler of a connection after the handshake. */
export interface Conversation {
  hear(stanza: Node): Promise<void> | void;
  /** The connection has closed. */
  over(): void;
}

export interface Peer {
  readonly since: Millis;
  /** The logged-in device; null before the login, and while a device pairs. */
  device: string | null;
  send(stanza: Node): void;
  /** Closes the connection, after a last stanza. */
  end(lastWord?: Node): void;
  /** Closes the connection like a pulled cable. Frames that have arrived are dropped. */
  cut(): void;
  /** While held, incoming frames wait to be handled and outgoing ones wait to be sent. */
  hold(on: boolean): void;
}

interface Terms {
  readonly identity: Identity;
  readonly now: Millis;
  readonly logger: Logger;
  readonly held: boolean;
  /** The handler for an identified client; null if the client was sent away. */
  welcome(peer: Peer, client: Handshaken): Conversation | null;
  /** The connection has closed. */
  left(peer: Peer): void;
}

/** Speaks WhatsApp's protocol on a new WebSocket. */
export const openPeer = (socket: WebSocket, terms: Terms): Peer => {
  const reader = frameReader();
  const greeting = handshake(terms.identity);
  const frames: Buffer[] = [];
  const unsent: Node[] = [];
  let phase: 'hello' | 'finish' | 'open' = 'hello';
  let client: Handshaken | null = null;
  let conversation: Conversation | null = null;
  let held = terms.held;
  let busy = false;
  let closed = false;

  const write = (stanza: Node): void => {
    if (!closed && client) socket.send(frameOf(client.outgoing.seal(encodeBinaryNode(stanza))));
  };

  const peer: Peer = {
    since: terms.now,
    device: null,
    send(stanza) {
      if (held) unsent.push(stanza);
      else write(stanza);
    },
    end(lastWord) {
      if (lastWord) write(lastWord);
      socket.close();
      leave();
    },
    cut() {
      socket.terminate();
      leave();
    },
    hold(on) {
      held = on;
      if (on) return;
      for (const stanza of unsent.splice(0)) write(stanza);
      void pump();
    },
  };

  const leave = (): void => {
    if (closed) return;
    closed = true;
    terms.left(peer);
    conversation?.over();
  };

  const handle = async (frame: Buffer): Promise<void> => {
    switch (phase) {
      case 'hello':
        socket.send(frameOf(greeting.greet(frame)));
        phase = 'finish';
        return;
      case 'finish':
        client = greeting.finish(frame);
        phase = 'open';
        conversation = terms.welcome(peer, client);
        return;
      case 'open':
        if (client) await conversation?.hear(await decodeBinaryNode(client.incoming.open(frame)));
    }
  };

  const nextFrame = (): Buffer | undefined => (held || closed ? undefined : frames.shift());

  const pump = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let frame = nextFrame(); frame; frame = nextFrame()) {
      try {
        await handle(frame);
      } catch (error) {
        terms.logger.warn({ reason: messageOf(error) }, 'closed a connection because a frame could not be handled');
        peer.cut();
      }
    }
    busy = false;
  };

  socket.on('message', (data: Buffer) => {
    try {
      frames.push(...reader.read(data));
    } catch {
      peer.cut();
    }
    void pump();
  });
  socket.on('close', leave);
  socket.on('error', leave);
  return peer;
};
