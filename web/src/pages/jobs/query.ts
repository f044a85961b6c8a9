/** Turns a filter into a query of the gateway. */
import { get } from '../../api/client.ts';
import type { Filter } from './filter.ts';

/** It cannot be read as a number; the message says how to write one. */
export class UnreadableNumber extends Error {}

/**
 * The gateway reads the number first: a query with half a number would be refused.
 * @throws UnreadableNumber
 */
export const queryOf = async (
  { number, ...rest }: Filter,
  signal: AbortSignal,
): Promise<Omit<Filter, 'number'> & { chatId?: string }> => {
  if (number === undefined) return rest;
  const { chatId, detail } = await get('/api/whatsapp/numbers/{number}', { params: { number }, signal });
  if (chatId === null) throw new UnreadableNumber(detail ?? 'This is no number.');
  return { ...rest, chatId };
};
