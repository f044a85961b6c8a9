/** The import rules of the design, as a table, and a check for violations. */
import { posix } from 'node:path';
import type { SourceFile } from './source-files.ts';

interface Room {
  /** Rooms, or prefixes of paths in them: `whatsapp/port` is that file alone. */
  readonly ours: readonly string[];
  /** Packages; `node:` stands for all of Node's own. */
  readonly packages: readonly string[];
}

/** A file outside these rooms, such as `src/main.ts`, may import everything. */
const ROOMS: Readonly<Record<string, Room>> = {
  kernel: { ours: [], packages: ['node:', 'valibot'] },
  // The port to the bytes of media hands out Node's streams.
  messages: { ours: ['kernel'], packages: ['node:stream', 'valibot'] },
  proxy: { ours: ['kernel'], packages: ['node:', 'socks', 'undici'] },
  fetching: { ours: ['proxy', 'kernel'], packages: ['node:', 'htmlparser2'] },
  events: { ours: ['messages', 'kernel'], packages: ['node:', 'valibot'] },
  machines: { ours: ['messages', 'events/facts', 'events/log/log', 'kernel'], packages: ['xstate'] },
  projections: { ours: ['messages', 'events', 'kernel'], packages: ['better-sqlite3', 'valibot'] },
  views: { ours: ['messages', 'events', 'projections', 'kernel'], packages: ['node:', 'valibot'] },
  storage: {
    // Ports of other rooms, whose data is stored here.
    ours: [
      'access/key-store',
      'access/store',
      'messages',
      'events',
      'machines',
      'projections',
      'proxy/store',
      'webhooks/records',
      'whatsapp/vault',
      'kernel',
    ],
    packages: ['node:', 'better-sqlite3', 'pg', 'valibot'],
  },
  story: { ours: ['events', 'machines', 'projections', 'kernel'], packages: ['valibot'] },
  actors: {
    ours: [
      'machines',
      'messages',
      'events',
      'projections',
      'whatsapp/calling',
      'whatsapp/chatting',
      'whatsapp/past',
      'whatsapp/group-info',
      'whatsapp/heard',
      'whatsapp/media-file',
      'whatsapp/port',
      'whatsapp/vault',
      'kernel',
    ],
    packages: ['node:', 'valibot', 'xstate'],
  },
  whatsapp: {
    ours: ['messages', 'events/facts', 'proxy', 'kernel'],
    packages: ['node:', 'baileys', 'libphonenumber-js', 'libsignal', 'valibot'],
  },
  // Not the messages: what its phones show is compared with them, so it reads and writes kinds by itself.
  // Baileys as a whole takes half a second of processor time to load, in the gateway's own thread.
  sandbox: { ours: ['kernel'], packages: ['node:', 'baileys/WAProto', 'baileys/lib/WABinary', 'libsignal', 'ws'] },
  media: { ours: ['messages', 'kernel'], packages: ['node:', 'file-type', 'sharp', 'valibot'] },
  access: {
    ours: ['events', 'kernel'],
    packages: ['node:', '@node-rs/argon2', 'jose', 'valibot'],
  },
  webhooks: {
    ours: ['actors', 'events', 'projections', 'machines', 'messages', 'fetching', 'views', 'kernel'],
    packages: ['node:', 'valibot'],
  },
  // The parts of `src/main.ts`, which may import everything.
  wiring: {
    ours: [
      'access',
      'actors',
      'config',
      'events',
      'fetching',
      'gateway',
      'kernel',
      'machines',
      'media',
      'messages',
    ].concat(['projections', 'proxy', 'storage', 'webhooks', 'whatsapp']),
    packages: ['node:', 'better-sqlite3'],
  },
  gateway: {
    ours: [
      'access',
      'actors',
      'fetching',
      'inspector',
      'machines',
      'media',
      'messages',
      'events',
      'projections',
      'proxy',
      'storage',
      'story',
      'views',
      'webhooks',
      'whatsapp/calling',
      'whatsapp/chatting',
      'whatsapp/group-acts',
      'whatsapp/media-file',
      'whatsapp/group-info',
      'whatsapp/port',
      'whatsapp/profiles',
      'whatsapp/remote-media',
      'kernel',
    ],
    packages: ['node:', 'better-sqlite3', 'libphonenumber-js', 'valibot'],
  },
  inspector: {
    ours: ['machines', 'events', 'kernel'],
    packages: ['node:', '@waybill/inspect-bridge', 'valibot', 'xstate'],
  },
  http: {
    // The gateway, and the parts of its answers; no actor, no table, no store.
    ours: [
      'access',
      'events/facts',
      'gateway',
      'inspector/bridge',
      'kernel',
      'messages',
      'sandbox/control',
      'sandbox/test-numbers',
      'story/words',
      'views',
      'webhooks/events/event-types',
    ],
    packages: [
      'node:',
      '@fastify/busboy',
      '@hono/node-server',
      'hono',
      'hono-openapi',
      'prom-client',
      'qrcode',
      'valibot',
    ],
  },
  config: {
    ours: [
      'access',
      'events',
      'fetching/allow',
      'http/edge',
      'kernel',
      'messages/media',
      'whatsapp/numbers',
      'whatsapp/baileys/times',
    ],
    packages: ['node:', 'libphonenumber-js', 'valibot'],
  },
  cli: {
    // Questions go to the gateway; a command that opens the data folder itself needs the storage as well.
    ours: [
      '../package.json',
      'access',
      'config',
      'events',
      'gateway',
      'http/app',
      'http/contract',
      'http/edge/serve',
      'kernel',
      'machines/kinds',
      'main',
      'projections/all',
      'projections/reads',
      'sandbox/control',
      'sandbox/sandbox',
      'storage',
      'story',
    ],
    packages: ['node:', 'better-sqlite3', 'pino', 'qrcode', 'valibot', 'hono'],
  },
};

const STATEMENT = /^(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'/gm;
const EXPRESSION = /\bimport\(\s*'([^']+)'/g;

/** Everything that a file imports, including types and dynamic imports; our own files as paths below `src`. */
export const importsOf = ({ path, text }: SourceFile): string[] =>
  [...text.matchAll(STATEMENT), ...text.matchAll(EXPRESSION)]
    .map(([, specifier = '']) => specifier)
    .map((specifier) =>
      specifier.startsWith('.') ? posix.relative('src', posix.join(posix.dirname(path), specifier)) : specifier,
    );

const isOurs = (imported: string): boolean => /\.(?:ts|json)$/.test(imported);

const allows = ({ ours, packages }: Room, room: string, imported: string): boolean =>
  isOurs(imported)
    ? [room, ...ours].some(
        (allowed) => [allowed, `${allowed}.ts`].includes(imported) || imported.startsWith(`${allowed}/`),
      )
    : packages.some(
        (allowed) => allowed === imported || imported.startsWith(allowed.replace(/:?$/, (end) => end || '/')),
      );

/** The forbidden imports, as sentences. */
export const violations = (files: readonly SourceFile[]): string[] =>
  files.flatMap((file) => {
    const room = file.path.split('/')[1] ?? '';
    const rule = ROOMS[room];
    if (!rule) return [];
    return importsOf(file)
      .filter((imported) => !allows(rule, room, imported))
      .map((imported) => `${file.path} imports ${imported}, which src/${room} may not`);
  });

/** Rooms that the table does not list. */
export const unknownRooms = (files: readonly SourceFile[]): string[] => {
  const rooms = new Set(
    files.map(({ path }) => path.split('/')).flatMap(([, room, file]) => (file && room ? [room] : [])),
  );
  return [...rooms].filter((room) => !Object.hasOwn(ROOMS, room));
};
