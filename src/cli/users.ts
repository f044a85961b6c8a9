/** The people who may use the API, from the command line: for the first steps, and for who forgot a password. */
import { openAccounts } from '../access/accounts.ts';
import type { Users } from '../access/users.ts';
import { ROLES, type Role } from '../events/facts/user.ts';
import { SYSTEM } from '../kernel/caller.ts';
import { systemEntropy } from '../kernel/entropy.ts';
import type { Result } from '../kernel/result.ts';
import type { Command, Given } from './command.ts';
import { configured } from '../cli/configured.ts';
import { EXIT, Ending, type Exit } from './exits.ts';
import { holdData } from './opened.ts';
import type { Shell } from './shell.ts';

const SECRET_BYTES = 32;
const PASSWORD_BYTES = 18;
const EXITS = [EXIT.unavailable, EXIT.io, EXIT.configuration] as const;
const OFFLINE = 'The server must not be running: one process at a time writes to the data folder.';
const PASSWORDS = 'A password is read from standard input with --password-stdin, else one is generated and printed.';

const passwordOption = { 'password-stdin': { meaning: 'Read the password from standard input' } };

const withUsers = (shell: Shell, work: (users: Users) => Promise<void>): Promise<Exit> =>
  holdData(configured(shell), async ({ db, log, projections }) => {
    await projections.catchUp(log);
    // No token is made or read here, so the key of the tokens does not matter.
    const { users } = await openAccounts({ db, log, secret: systemEntropy.bytes(SECRET_BYTES) });
    await work(users);
    return EXIT.done;
  });

const orEnd = <T>(told: Result<T>): T => {
  if (told.ok) return told.value;
  throw new Ending(EXIT.failed, told.refusal.detail);
};

const passwordFor = (given: Given, shell: Shell): { password: string; shown: string } => {
  if (given.is('password-stdin')) return { password: shell.input().replace(/\r?\n$/, ''), shown: '' };
  const password = Buffer.from(systemEntropy.bytes(PASSWORD_BYTES)).toString('base64url');
  return { password, shown: ` The password is ${password} (it is shown only this once).` };
};

const roleOf = (given: Given): Role => {
  const asked = given.value('role') ?? 'member';
  const role = ROLES.find((known) => known === asked);
  if (role) return role;
  throw new Ending(EXIT.usage, `--role is ${ROLES.join(' or ')}, not "${asked}".\nSee: waybill user add --help`);
};

export const userAdd: Command = {
  words: ['EMAIL'],
  about: `${PASSWORDS} ${OFFLINE}`,
  options: { role: { value: 'ROLE', meaning: `${ROLES.join(' or ')}; member when left out` }, ...passwordOption },
  exits: EXITS,
  run(given, shell) {
    const [email = ''] = given.words;
    const role = roleOf(given);
    const { password, shown } = passwordFor(given, shell);
    return withUsers(shell, async (users) => {
      orEnd(await users.add({ email, password, role }, SYSTEM));
      shell.out(`Added ${email} (${role}).${shown}`);
    });
  },
};

export const userPassword: Command = {
  words: ['EMAIL'],
  about: `Sets a new password and ends every login of the user. ${PASSWORDS} ${OFFLINE}`,
  options: passwordOption,
  exits: EXITS,
  run(given, shell) {
    const [email = ''] = given.words;
    const { password, shown } = passwordFor(given, shell);
    return withUsers(shell, async (users) => {
      orEnd(await users.setPassword(email, password, SYSTEM));
      shell.out(`Changed the password of ${email}.${shown}`);
    });
  },
};

export const userRemove: Command = {
  words: ['EMAIL'],
  about: `Removes the user and ends every login. What the user did stays on record. ${OFFLINE}`,
  exits: EXITS,
  run: ({ words: [email = ''] }, shell) =>
    withUsers(shell, async (users) => {
      orEnd(await users.remove(email, SYSTEM));
      shell.out(`Removed ${email}.`);
    }),
};

export const userList: Command = {
  about: `Prints email, role and the day of adding, one user a line. ${OFFLINE}`,
  exits: EXITS,
  run: (_, shell) =>
    withUsers(shell, async (users) => {
      for (const { email, role, addedAt } of users.list()) {
        shell.out(`${email}\t${role}\t${new Date(addedAt).toISOString().slice(0, 10)}`);
      }
    }),
};
