/** What a message is refused for before its schema is asked: types that cannot be sent, and keys that would get lost. */
import { STATUS_CHAT } from '../../kernel/ids.ts';
import { type Refusal, refusalOf, summaryOf } from '../../kernel/result.ts';
import { textIn } from '../edge/parse.ts';

const BUTTONS = 'Phones do not show buttons of a linked device. Send a poll, or name the choices in a text.';
const LIST =
  'Phones do not show a list of a linked device. Send a poll of up to 12 options, or write the list as a text.';

/** Types that other gateways know, each with what works instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  album: 'An album cannot be sent as one message. Send each file as a message of type image or video.',
  button: BUTTONS,
  buttons: BUTTONS,
  interactive: BUTTONS,
  list: LIST,
  newsletter: 'A channel cannot be written to. Send a text to a person, a group or status@broadcast.',
};

const unsupportedType = (input: unknown): Refusal | null => {
  const type = textIn(input, 'type')?.toLowerCase() ?? '';
  const instead = Object.hasOwn(INSTEAD, type) ? INSTEAD[type] : undefined;
  return instead === undefined ? null : refusalOf('message.unsupported_type', 'type', instead);
};

/** Keys that a record loses, because they mean something else to JavaScript. */
const LOST = ['__proto__', 'constructor', 'prototype'] as const;

const metadataFault = (metadata: unknown): string | null => {
  if (typeof metadata !== 'object' || metadata === null) return null;
  if (Array.isArray(metadata)) return 'Expected an object';
  const lost = LOST.find((name) => Object.hasOwn(metadata, name));
  return lost === undefined ? null : `Expected a key of another name than ${lost}`;
};

const lostMetadata = (input: unknown): Refusal | null => {
  const metadata: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, 'metadata') : null;
  const message = metadataFault(metadata);
  if (message === null) return null;
  const faults = [{ path: 'metadata', message }];
  return { code: 'request.invalid', detail: summaryOf(faults), faults };
};

/** A message of `send-message` has no audience, which a status needs. */
export const statusBefore = (input: unknown): Refusal | null =>
  textIn(input, 'number')?.trim() === STATUS_CHAT
    ? refusalOf(
        'number.invalid',
        'number',
        `Send a status with POST /api/whatsapp/messages: to "${STATUS_CHAT}", type "text", and an audience.`,
      )
    : null;

export const refusalBefore = (input: unknown): Refusal | null => unsupportedType(input) ?? lostMetadata(input);
