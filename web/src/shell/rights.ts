/** What the person who is logged in may do. The gateway decides; pages leave out what it would refuse. */
import { me } from './gateway.ts';

const role = (): string | null => (me.value?.kind === 'person' ? me.value.role : null);

/** Keys, people and settings. */
export const isAdmin = (): boolean => role() === 'admin';

/** Everything else that changes something. */
export const mayOperate = (): boolean => role() === 'admin' || role() === 'operator';
