/** What people may do, in words. */
import type { Schema } from '../../api/shape.ts';

export type Role = Schema<'User'>['role'];

export const ROLES = [
  ['viewer', 'Viewer'],
  ['operator', 'Operator'],
  ['admin', 'Administrator'],
] as const satisfies readonly (readonly [Role, string])[];

export const ROLE_HINTS: Readonly<Record<Role, string>> = {
  viewer: 'Sees everything but keys and people, and changes nothing.',
  operator: 'Does everything but keys, people and settings.',
  admin: 'Does everything.',
};

export const PASSWORD_MIN = 8;
