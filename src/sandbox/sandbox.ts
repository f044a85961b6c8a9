/**
 * A simulated WhatsApp: a server on the loopback that speaks the real wire protocol to an unmodified Baileys client,
 * with a phone that links devices and contacts that receive, answer and misbehave. It knows one account. Every possible
 * number is a contact, and some misbehave by their last digits (`test-numbers.ts`).
 */
import type { Clock } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import type { Logger } from '../kernel/logger.ts';
import { quietLibsignal } from '../kernel/quiet-libsignal.ts';
import { identityOf } from './certificate.ts';
import type { Sandbox, SandboxOptions } from './control.ts';
import { controlsOf } from './controls.ts';
import { resumeFetching } from './contacts.ts';
import { noFaults } from './faults.ts';
import { resumeRoomFetching } from './groups/reacting.ts';
import { TEST_GROUP_ID, testGroup } from './groups/test-group.ts';
import { type Memory, openMemory } from './journal.ts';
import { type MediaOptions, openMedia } from './media/media.ts';
import { openPeer } from './peer.ts';
import { welcome } from './login.ts';
import { listen, type Server } from './server.ts';
import { newsOf, peopleOf, type World } from './world.ts';

const SEED_BYTES = 32;

/** `sandbox.jsonl` keeps the files of its messages in `sandbox-media` beside it. */
const mediaFolderOf = (file: string): string => `${file.replace(/\.[^./]+$/, '')}-media`;

interface Ports {
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

const mediaOptions = ({ file, mediaPort = 0, mediaBounds }: SandboxOptions): MediaOptions => ({
  folder: file === undefined ? null : mediaFolderOf(file),
  port: mediaPort,
  ...(mediaBounds && { bounds: mediaBounds }),
});

/** The server for clients of this world. */
const serverFor = (world: World, { host = '127.0.0.1', port = 0 }: SandboxOptions): Promise<Server> => {
  const { clock, faults, identity, logger, peers } = world;
  return listen({
    host,
    port,
    refusal: () => faults.take('refuse_upgrade')?.code ?? null,
    accept(socket) {
      const peer = openPeer(socket, {
        identity,
        logger,
        now: clock.now(),
        held: faults.silent,
        welcome: (peer, client) => welcome(world, peer, client),
        left: (peer) => {
          peers.delete(peer);
          world.changed();
        },
      });
      peers.add(peer);
      world.changed();
    },
  });
};

/**
 * Starts a sandbox, on 127.0.0.1 and a free port unless told otherwise.
 * @throws Fault when it cannot listen, or cannot use its file.
 */
export const startSandbox = async (options: SandboxOptions, { clock, entropy, logger }: Ports): Promise<Sandbox> => {
  quietLibsignal();
  const news = newsOf();
  const stored = openMemory(options.file, entropy.bytes(SEED_BYTES));
  const memory: Memory = {
    ...stored,
    record(entry) {
      stored.record(entry);
      news.changed();
    },
  };
  if (!memory.state.groups.has(TEST_GROUP_ID)) memory.record({ type: 'group', group: testGroup(clock.now()) });
  const faults = noFaults(news.changed);
  const media = await openMedia(mediaOptions(options), { seed: memory.state.seed, entropy, faults }).catch(
    (error: unknown) => {
      memory.close();
      throw error;
    },
  );
  const world: World = {
    clock,
    entropy,
    logger,
    memory,
    identity: identityOf(memory.state.seed),
    faults,
    media,
    peers: new Set(),
    online: new Map(),
    outgoing: new Map(),
    candidates: new Set(),
    calls: new Map(),
    person: peopleOf(memory),
    ...news,
  };
  const close = async (): Promise<void> => {
    await media.close();
    memory.close();
  };
  const server = await serverFor(world, options).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  resumeFetching(world);
  resumeRoomFetching(world);
  return {
    url: server.url,
    rootKey: world.identity.rootKey,
    mediaCa: media.ca,
    control: controlsOf(world),
    async close() {
      await server.close();
      await close();
    },
  };
};
