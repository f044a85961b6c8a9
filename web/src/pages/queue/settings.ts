/** The settings of the queue, in words and units for people. */
import type { Schema } from '../../api/client.ts';

export type QueueConfig = Schema<'QueueConfig'>;

export interface Setting {
  readonly name: keyof QueueConfig;
  readonly label: string;
  /** What the value does. */
  readonly hint: string;
  readonly min: number;
  readonly max: number;
  /** The gateway's units in one unit of the form: 1,000 where the form has seconds. */
  readonly per: number;
  readonly unit: string | null;
}

const SECOND = 1_000;

export const SETTINGS: readonly Setting[] = [
  {
    name: 'concurrency',
    label: 'Messages at once',
    hint: 'How many are active at the same time, each to another chat. More is faster, and looks less like a person.',
    min: 1,
    max: 50,
    per: 1,
    unit: null,
  },
  {
    name: 'maxAttempts',
    label: 'Attempts',
    hint: 'How often a message is tried before it is given up. It is given up at once when a retry cannot help.',
    min: 1,
    max: 20,
    per: 1,
    unit: null,
  },
  {
    name: 'backoffBaseMs',
    label: 'First wait',
    hint: 'How long after the first failed attempt the second one comes. Each further wait is twice as long.',
    min: 0.01,
    max: 3_600,
    per: SECOND,
    unit: 'seconds',
  },
  {
    name: 'backoffMaxMs',
    label: 'Longest wait',
    hint: 'No wait between two attempts is longer than this.',
    min: 0.01,
    max: 86_400,
    per: SECOND,
    unit: 'seconds',
  },
  {
    name: 'coolingMs',
    label: 'Cooling',
    hint: 'How long the whole queue rests after WhatsApp said that it is asked too much.',
    min: 0.01,
    max: 86_400,
    per: SECOND,
    unit: 'seconds',
  },
  {
    name: 'waitingMax',
    label: 'Room',
    hint: 'How many unfinished messages the queue takes; further ones are refused with 503 until there is room.',
    min: 1,
    max: 100_000_000,
    per: 1,
    unit: 'messages',
  },
];

/** Texts of the form, by setting. */
export type Texts = Readonly<Record<keyof QueueConfig, string>>;

/** `10,000,000`; the exact value, however many digits it has. */
const grouped = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 3 });

/** Commas between thousands are for reading, and may be left out. */
const numberOf = (text: string): number => Number(text.replaceAll(',', ''));

export const textsOf = (config: QueueConfig): Texts =>
  Object.fromEntries(SETTINGS.map(({ name, per }) => [name, grouped(config[name] / per)])) as Texts;

export const valueOf = ({ per }: Setting, text: string): number => Math.round(numberOf(text) * per);

export const whatIsWrong = ({ min, max, unit, per }: Setting, text: string): string | null => {
  const value = numberOf(text);
  const fits = text.trim() !== '' && value >= min && value <= max && (per > 1 || Number.isInteger(value));
  return fits ? null : `From ${min.toLocaleString('en')} to ${max.toLocaleString('en')}${unit ? ` ${unit}` : ''}.`;
};

/** The waits between attempts in milliseconds, as the gateway computes them. */
export const ladderOf = ({ maxAttempts, backoffBaseMs, backoffMaxMs }: QueueConfig): number[] =>
  Array.from({ length: Math.max(maxAttempts - 1, 0) }, (_, index) =>
    Math.min(backoffBaseMs * 2 ** index, backoffMaxMs),
  );
