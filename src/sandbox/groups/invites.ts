/** The codes with which people join a group. */
import type { Entropy } from '../../kernel/entropy.ts';
import type { World } from '../world.ts';
import type { Group } from './group.ts';

const CODE_BYTES = 16;

/** 22 characters, as in `https://chat.whatsapp.com/…`. */
export const newInvite = (entropy: Entropy): string =>
  Buffer.from(entropy.bytes(CODE_BYTES)).toString('base64url').replaceAll('-', 'A').replaceAll('_', 'B');

/** The group with its code. One of an older journal gets it now. */
export const withInvite = (world: World, group: Group): Group & { readonly invite: string } => {
  const { invite } = group;
  if (invite !== undefined) return { ...group, invite };
  const made = { ...group, invite: newInvite(world.entropy) };
  world.memory.record({ type: 'group', group: made });
  return made;
};

/** The group of a code; `revoked` for one that was good once, null for one that never was. */
export const groupOfInvite = ({ memory }: World, code: string): Group | 'revoked' | null => {
  const groups = [...memory.state.groups.values()];
  const found = groups.find(({ invite }) => invite === code);
  if (found) return found;
  return groups.some(({ revoked = [] }) => revoked.includes(code)) ? 'revoked' : null;
};
