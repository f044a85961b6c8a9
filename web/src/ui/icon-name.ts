import type { PATHS } from './icons.ts';
import type { MoreIcon } from './more-icons.ts';

/** The icons of the first load, and those that pages bring along. */
export type IconName = keyof typeof PATHS | MoreIcon;
