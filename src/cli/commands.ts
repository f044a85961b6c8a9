/** All commands by name. A command is loaded only when it runs, so the help appears at once. */
import type { Command } from './command.ts';

export interface Entry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

export const commands: readonly Entry[] = [
  { name: 'start', summary: 'Run the gateway', load: async () => (await import('./start.ts')).start },
  {
    name: 'demo',
    summary: 'Show everything in half a minute, without a phone',
    load: async () => (await import('./demo.ts')).demo,
  },
  {
    name: 'sandbox',
    summary: 'Run the embedded WhatsApp alone, for tests',
    load: async () => (await import('./sandbox.ts')).sandbox,
  },
  {
    name: 'send',
    summary: 'Send a text or a file through a running gateway',
    load: async () => (await import('./send.ts')).send,
  },
  {
    name: 'messages',
    summary: 'Print what a chat said, and follow it',
    load: async () => (await import('./chats/messages.ts')).messages,
  },
  {
    name: 'export',
    summary: 'Write a chat and its files into a folder, to be read without Waybill',
    load: async () => (await import('./chats/export.ts')).exportChat,
  },
  { name: 'user add', summary: 'Add a user of the API', load: async () => (await import('./users.ts')).userAdd },
  { name: 'user list', summary: 'List the users', load: async () => (await import('./users.ts')).userList },
  {
    name: 'user password',
    summary: 'Give a user a new password',
    load: async () => (await import('./users.ts')).userPassword,
  },
  {
    name: 'user role',
    summary: 'Give a user another role',
    load: async () => (await import('./users.ts')).userRole,
  },
  { name: 'user remove', summary: 'Remove a user', load: async () => (await import('./users.ts')).userRemove },
  {
    name: 'api-key create',
    summary: 'Make an API key for a program',
    load: async () => (await import('./api-keys.ts')).keyCreate,
  },
  { name: 'api-key list', summary: 'List the API keys', load: async () => (await import('./api-keys.ts')).keyList },
  {
    name: 'api-key rotate',
    summary: 'Give an API key a new text',
    load: async () => (await import('./api-keys.ts')).keyRotate,
  },
  {
    name: 'api-key revoke',
    summary: 'Revoke an API key',
    load: async () => (await import('./api-keys.ts')).keyRevoke,
  },
  {
    name: 'events',
    summary: 'Print the history as JSON lines',
    load: async () => (await import('./events.ts')).events,
  },
  {
    name: 'inspect',
    summary: 'Tell the story of one message, session or queue',
    load: async () => (await import('./inspect.ts')).inspect,
  },
  {
    name: 'verify',
    summary: 'Prove that the history is whole and the tables agree with it',
    load: async () => (await import('./verify.ts')).verify,
  },
  {
    name: 'backup',
    summary: 'Copy the database, also while the server runs',
    load: async () => (await import('./backup.ts')).backup,
  },
  {
    name: 'restore',
    summary: 'Put a backup in place',
    load: async () => (await import('./restore.ts')).restore,
  },
  {
    name: 'archive',
    summary: 'Move what is finished and old out of the database',
    load: async () => (await import('./archive.ts')).archive,
  },
  {
    name: 'keys rotate',
    summary: "Encrypt WhatsApp's keys with another key",
    load: async () => (await import('./keys.ts')).keysRotate,
  },
  {
    name: 'keys forget',
    summary: "Put WhatsApp's keys aside whose encryption key is lost",
    load: async () => (await import('./keys.ts')).keysForget,
  },
  {
    name: 'rebuild',
    summary: 'Make every table again from the history',
    load: async () => (await import('./rebuild.ts')).rebuild,
  },
];
