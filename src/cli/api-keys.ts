/** Commands for the API keys of programs. */
import { PRESETS, type Preset, SCOPES, type Scope } from '../access/scopes.ts';
import type { Command, Given } from './command.ts';
import { configured } from './configured.ts';
import { EXIT, Ending, type Exit } from './exits.ts';
import { type KeyDoor, withKeys } from './api-key-door.ts';
import type { Shell } from './shell.ts';

const EXITS = [EXIT.unavailable, EXIT.io, EXIT.configuration] as const;
const EITHER_WAY = 'Works whether or not the gateway runs; where it does, it is asked to.';
const ONCE = 'The key is printed alone on its line, and is shown only this once.';
const PRESET_NAMES = Object.keys(PRESETS) as Preset[];
const OVERLAP_HOURS = '24';

const keyed = async (shell: Shell, work: (door: KeyDoor) => Promise<void>): Promise<Exit> => {
  await withKeys(configured(shell), work);
  return EXIT.done;
};

const usage = (command: string, problem: string): Ending =>
  new Ending(EXIT.usage, `${problem}\nSee: waybill ${command} --help`);

const words = (text: string | null): readonly string[] | null =>
  text === null
    ? null
    : text
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '');

/** The preset or the scopes of the options. */
const rightsIn = (given: Given): { preset: Preset } | { scopes: Scope[] } => {
  const preset = PRESET_NAMES.find((name) => name === given.value('preset'));
  const named = words(given.value('scopes'));
  if (given.value('preset') !== null && !preset)
    throw usage('api-key create', `A preset is ${PRESET_NAMES.join(', ')}, not "${given.value('preset')}".`);
  if ((preset === undefined) === (named === null))
    throw usage('api-key create', 'Say what the key may do: either --preset or --scopes.');
  if (preset !== undefined) return { preset };
  const unknown = named?.find((word) => !SCOPES.some((scope) => scope === word));
  if (unknown !== undefined) throw usage('api-key create', `There is no scope "${unknown}".`);
  return { scopes: SCOPES.filter((scope) => named?.includes(scope)) };
};

const boundsIn = (given: Given) => {
  const [sessions, chats, ips] = ['sessions', 'chats', 'ips'].map((name) => words(given.value(name)));
  const [rate, expiresAt] = [given.value('rate'), given.value('expires')];
  return {
    ...(sessions ? { sessions: [...sessions] } : {}),
    ...(chats ? { chats: [...chats] } : {}),
    ...(ips ? { ips: [...ips] } : {}),
    ...(rate === null ? {} : { ratePerMinute: Number(rate) }),
    ...(expiresAt === null ? {} : { expiresAt }),
  };
};

export const keyCreate: Command = {
  words: ['NAME'],
  about: `Makes an API key for a program. ${ONCE} ${EITHER_WAY}`,
  options: {
    preset: { value: 'PRESET', meaning: PRESET_NAMES.join(', ') },
    scopes: { value: 'SCOPES', meaning: 'Scopes with commas between them, in place of a preset' },
    sessions: { value: 'NAMES', meaning: 'The sessions that it reaches; all when left out' },
    chats: { value: 'IDS', meaning: 'The chats that it reaches; all when left out' },
    ips: { value: 'ADDRESSES', meaning: 'Addresses and networks that it may be used from' },
    rate: { value: 'N', meaning: 'How often it may ask in a minute' },
    expires: { value: 'TIME', meaning: 'When it ends, such as 2027-01-31T12:00:00Z' },
  },
  exits: EXITS,
  run(given, shell) {
    const [name = ''] = given.words;
    const asked = { name, ...rightsIn(given), ...boundsIn(given) };
    return keyed(shell, async (door) => {
      const { id, key } = await door.create(asked);
      shell.out(`Made ${id}:\n${key}`);
    });
  },
};

export const keyList: Command = {
  about: `Prints id, beginning, name, last use and scopes, one key a line. ${EITHER_WAY}`,
  exits: EXITS,
  run: (_, shell) =>
    keyed(shell, async (door) => {
      for (const { id, prefix, name, lastUsedAt, scopes } of await door.list())
        shell.out([id, prefix, name, lastUsedAt ?? 'never', scopes.join(',')].join('\t'));
    }),
};

export const keyRotate: Command = {
  words: ['ID'],
  about: `Gives a key a new text. ${ONCE} ${EITHER_WAY}`,
  options: {
    overlap: { value: 'HOURS', meaning: `How long the former text is good beside it; ${OVERLAP_HOURS} when left out` },
  },
  exits: EXITS,
  run(given, shell) {
    const [id = ''] = given.words;
    const hours = Number(given.value('overlap') ?? OVERLAP_HOURS);
    if (!(hours >= 0 && hours <= 720)) throw usage('api-key rotate', 'An overlap has 0 to 720 hours.');
    return keyed(shell, async (door) => {
      const { key } = await door.rotate(id, hours);
      shell.out(`Rotated ${id}:\n${key}`);
    });
  },
};

export const keyRevoke: Command = {
  words: ['ID'],
  about: `Revokes a key: it is refused from the next request on. ${EITHER_WAY}`,
  exits: EXITS,
  run: ({ words: [id = ''] }, shell) =>
    keyed(shell, async (door) => {
      await door.revoke(id);
      shell.out(`Revoked ${id}.`);
    }),
};
