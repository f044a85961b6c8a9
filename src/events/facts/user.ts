/** Facts about the people who use the API. No fact contains a secret. */
import * as v from 'valibot';
import { From as Asked } from './words.ts';

export const ROLES = ['admin', 'operator', 'viewer'] as const;
export const Role = v.picklist(ROLES);
export type Role = v.InferOutput<typeof Role>;

/** Older versions of Waybill called operators members. */
export const FORMER_ROLE = 'member';

/** Today's role for a stored word. An unknown word gets the least privileged role. */
export const roleOf = (stored: string): Role =>
  stored === FORMER_ROLE ? 'operator' : (ROLES.find((known) => known === stored) ?? 'viewer');

/** The client address of the request. */
const From = v.nullable(v.string());

export const UserFact = v.variant('type', [
  v.strictObject({ type: v.literal('user.added'), role: Role, from: Asked }),
  v.strictObject({ type: v.literal('user.role_changed'), role: Role, from: Asked }),
  v.strictObject({ type: v.literal('user.password_changed'), from: Asked }),
  v.strictObject({ type: v.literal('user.logged_in'), from: From }),
  v.strictObject({ type: v.literal('user.login_refused'), from: From, reason: v.picklist(['password', 'throttled']) }),
  v.strictObject({ type: v.literal('user.logged_out'), from: Asked }),
  /** A refresh token was used a second time: its whole family is revoked. */
  v.strictObject({ type: v.literal('user.refresh_reused'), from: From }),
  v.strictObject({ type: v.literal('user.removed'), from: Asked }),
]);
export type UserFact = v.InferOutput<typeof UserFact>;
