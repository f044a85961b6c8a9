/**
 * The sandbox's file: one JSON entry a line, append-only, rewritten in its shortest form at each start. An entry is
 * passed to the system before its effects become visible, so a killed sandbox has lost nothing that it had
 * acknowledged. The file is not flushed for each message: a power cut may cost the last messages, which does not matter
 * in a sandbox, and flushing each would halve its speed. An erasure rewrites the file, so that no earlier line tells what
 * it erased.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { Fault, messageOf } from '../kernel/fault.ts';
import { entriesOfAppState } from './app-state/collections.ts';
import { entriesOfRooms } from './groups/rooms.ts';
import { entriesOfHandovers } from './handovers.ts';
import { apply, type Entry, emptyState, type State } from './memory.ts';

export interface Memory {
  readonly state: State;
  record(entry: Entry): void;
  close(): void;
}

/** The shortest list of entries that leads to this state. */
const entriesOf = (state: State): Entry[] => {
  const entries: Entry[] = [{ type: 'seeded', seed: state.seed.toString('base64') }];
  for (const { linked, preKeys, ...device } of state.devices.values()) {
    const { jid } = device;
    entries.push({ type: 'linked', device });
    if (!linked) entries.push({ type: 'unlinked', jid });
    if (linked && preKeys.size > 0) entries.push({ type: 'keys_added', jid, keys: [...preKeys] });
  }
  for (const number of state.online) entries.push({ type: 'came_online', number, at: 0 });
  for (const [number, phone] of state.phones) {
    for (const { copies, receipt, fetched, ...message } of phone.values()) {
      const { id } = message;
      entries.push({ type: 'received', number, message });
      for (let copy = 1; copy < copies; copy += 1) entries.push({ type: 'copied', number, id });
      if (fetched) entries.push({ type: 'fetched', number, id, outcome: fetched });
      if (receipt !== 'none') entries.push({ type: 'receipted', number, id, receipt });
    }
  }
  for (const [number, written] of state.written) {
    for (const message of written.values()) entries.push({ type: 'wrote', number, message });
  }
  for (const [number, sessions] of state.ratchets) {
    for (const [address, record] of sessions) entries.push({ type: 'ratchet_saved', number, address, record });
  }
  for (const entry of entriesOfRooms(state)) entries.push(entry);
  for (const entry of entriesOfAppState(state)) entries.push(entry);
  entries.push({ type: 'profile_set', ...state.profile });
  for (const [jid, outbox] of state.outboxes) {
    for (const [key, { waiting, stanza }] of outbox) {
      entries.push({ type: 'waits', jid, waiting });
      if (stanza !== null) entries.push({ type: 'sealed', jid, key, stanza });
    }
  }
  for (const [line, stanza] of state.lastSealed) entries.push({ type: 'last_sealed', line, stanza });
  for (const entry of entriesOfHandovers(state)) entries.push(entry);
  return entries;
};

const contentOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
};

/** In older files a message has a text instead of a content. */
const withContent = <M>(message: M): M => {
  const { text, ...rest } = message as M & { readonly text?: string };
  return text === undefined ? message : ({ ...rest, content: { kind: 'text', body: text } } as M);
};

const typed = (entry: Entry): Entry => {
  switch (entry.type) {
    case 'received':
      return { ...entry, message: withContent(entry.message) };
    case 'wrote':
      return { ...entry, message: withContent(entry.message) };
    case 'waits':
      return { ...entry, waiting: withContent(entry.waiting) };
    default:
      return entry;
  }
};

/** An incomplete last line was being written when the process died. */
const parse = (content: string): Entry[] =>
  content
    .slice(0, content.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => typed(JSON.parse(line) as Entry));

const linesOf = (entries: readonly Entry[]): string => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

/** Replaces the file atomically, and opens the new one for appending. */
const replace = (file: string, content: string): number => {
  const fresh = `${file}.new`;
  const descriptor = openSync(fresh, 'w', 0o600);
  writeSync(descriptor, content);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(fresh, file);
  return openSync(file, 'a', 0o600);
};

const forgetful = (seed: Uint8Array): Memory => {
  const state = emptyState();
  apply(state, { type: 'seeded', seed: Buffer.from(seed).toString('base64') });
  return { state, record: (entry) => apply(state, entry), close: () => {} };
};

/**
 * Stores the state in this file, or only in memory if there is none.
 * @param freshSeed the seed of all keys if the file is new
 * @throws Fault
 */
export const openMemory = (file: string | undefined, freshSeed: Uint8Array): Memory => {
  if (file === undefined) return forgetful(freshSeed);
  const { state } = forgetful(freshSeed);
  try {
    for (const entry of parse(contentOf(file))) apply(state, entry);
    let descriptor = replace(file, linesOf(entriesOf(state)));
    let open = true;
    return {
      state,
      record(entry) {
        apply(state, entry);
        if (!open) return;
        if (entry.type === 'erased') {
          closeSync(descriptor);
          descriptor = replace(file, linesOf(entriesOf(state)));
        } else writeSync(descriptor, `${JSON.stringify(entry)}\n`);
      },
      close() {
        if (open) closeSync(descriptor);
        open = false;
      },
    };
  } catch (cause) {
    throw new Fault('sandbox.file_unusable', `The sandbox cannot use its file: ${messageOf(cause)}`, {
      hint: 'Name a file in a folder that can be written, or delete the file to start with a fresh sandbox.',
      retryable: false,
      cause,
    });
  }
};
