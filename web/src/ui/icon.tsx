/** Icons. An icon never stands alone: a word is beside it or in its label. */
import type { IconName } from './icon-name.ts';
import { PATHS } from './icons.ts';

export type { IconName } from './icon-name.ts';

const drawings: Readonly<Partial<Record<IconName, string>>> = PATHS;

export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width={size > 24 ? 1 : 1.5}
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d={drawings[name]} />
  </svg>
);
