/** Commands for the users of the API: for the first steps, and for a forgotten password. */
import { FORMER_ROLE, ROLES, type Role, roleOf } from '../events/facts/user.ts';
import { systemEntropy } from '../kernel/entropy.ts';
import type { Command, Given } from './command.ts';
import { configured } from './configured.ts';
import { EXIT, Ending, type Exit } from './exits.ts';
import { type People, withPeople } from './people.ts';
import type { Shell } from './shell.ts';

const PASSWORD_BYTES = 18;
const EXITS = [EXIT.unavailable, EXIT.io, EXIT.configuration] as const;
const EITHER_WAY = 'Works whether or not the gateway runs; where it does, it is asked to.';
const PASSWORDS = 'A password is read from standard input with --password-stdin, else one is generated and printed.';

const passwordOption = { 'password-stdin': { meaning: 'Read the password from standard input' } };

const withUsers = async (shell: Shell, work: (people: People) => Promise<void>): Promise<Exit> => {
  await withPeople(configured(shell), work);
  return EXIT.done;
};

const passwordFor = (given: Given, shell: Shell): { password: string; shown: string } => {
  if (given.is('password-stdin')) return { password: shell.input().replace(/\r?\n$/, ''), shown: '' };
  const password = Buffer.from(systemEntropy.bytes(PASSWORD_BYTES)).toString('base64url');
  return { password, shown: ` The password is ${password} (it is shown only this once).` };
};

const roleIn = (text: string, command: string): Role => {
  if ([...ROLES, FORMER_ROLE].some((known) => known === text)) return roleOf(text);
  throw new Ending(EXIT.usage, `A role is ${ROLES.join(', ')}, not "${text}".\nSee: waybill ${command} --help`);
};

export const userAdd: Command = {
  words: ['EMAIL'],
  about: `${PASSWORDS} An admin may do everything, an operator all but what concerns people, a viewer only reads. ${EITHER_WAY}`,
  options: { role: { value: 'ROLE', meaning: `${ROLES.join(', ')}; operator when left out` }, ...passwordOption },
  exits: EXITS,
  run(given, shell) {
    const [email = ''] = given.words;
    const role = roleIn(given.value('role') ?? 'operator', 'user add');
    const { password, shown } = passwordFor(given, shell);
    return withUsers(shell, async (people) => {
      await people.add({ email, password, role });
      shell.out(`Added ${email} (${role}).${shown}`);
    });
  },
};

export const userPassword: Command = {
  words: ['EMAIL'],
  about: `Sets a new password and ends every login of the user. ${PASSWORDS} ${EITHER_WAY}`,
  options: passwordOption,
  exits: EXITS,
  run(given, shell) {
    const [email = ''] = given.words;
    const { password, shown } = passwordFor(given, shell);
    return withUsers(shell, async (people) => {
      await people.setPassword(email, password);
      shell.out(`Changed the password of ${email}.${shown}`);
    });
  },
};

export const userRole: Command = {
  words: ['EMAIL', 'ROLE'],
  about: `Gives the user the role ${ROLES.join(', ')}; it counts from the next request on. Somebody stays an admin. ${EITHER_WAY}`,
  exits: EXITS,
  run({ words: [email = '', text = ''] }, shell) {
    const role = roleIn(text, 'user role');
    return withUsers(shell, async (people) => {
      await people.setRole(email, role);
      shell.out(`${email} is ${role} now.`);
    });
  },
};

export const userRemove: Command = {
  words: ['EMAIL'],
  about: `Removes the user and ends every login. What the user did stays on record, and the last admin stays. ${EITHER_WAY}`,
  exits: EXITS,
  run: ({ words: [email = ''] }, shell) =>
    withUsers(shell, async (people) => {
      await people.remove(email);
      shell.out(`Removed ${email}.`);
    }),
};

export const userList: Command = {
  about: `Prints email, role and the day of adding, one user a line. ${EITHER_WAY}`,
  exits: EXITS,
  run: (_, shell) =>
    withUsers(shell, async (people) => {
      for (const { email, role, addedAt } of await people.list())
        shell.out(`${email}\t${role}\t${addedAt.slice(0, 10)}`);
    }),
};
