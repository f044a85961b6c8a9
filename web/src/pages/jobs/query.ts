/** What the gateway is asked for, for a filter. */
import { get } from '../../api/client.ts';
import type { Filter } from './filter.ts';

/** It cannot be read as a number; the message says how to write one. */
export class UnreadableNumber extends Error {}

/**
 * A number is read first: asking for the jobs of half a number would be a problem.
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
