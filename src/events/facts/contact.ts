/**
 * Facts about one person of a session: under which addresses WhatsApp knows them. Names are contents beside the fact, so
 * that they can be erased.
 *
 * A fact says which conversation is the person's, so that no reader has to find out which one is the oldest.
 */
import * as v from 'valibot';
import { ContactId, ConversationId } from '../../kernel/ids.ts';
import { BesideRef } from './job.ts';

/** Numbers and hidden ids of the person. */
const Addresses = v.pipe(v.array(ConversationId), v.minLength(1));

/** The conversation with the person: the address under which it was first on record. */
const chat = ConversationId;

export const ContactFact = v.variant('type', [
  /** Somebody who was not known. */
  v.strictObject({ type: v.literal('contact.found'), addresses: Addresses, chat }),
  /** WhatsApp knows the person under more addresses than before; these are all of them. */
  v.strictObject({ type: v.literal('contact.addressed'), addresses: Addresses, chat }),
  /** The names of the person as they are now: a content of kind `names`. */
  v.strictObject({
    type: v.literal('contact.named'),
    names: BesideRef,
    /** It is a business, whose name WhatsApp has verified. */
    business: v.optional(v.literal(true)),
  }),
  /** Two contacts are one person. The older one keeps its id; `contact` is the other, and `addresses` are those of both. */
  v.strictObject({ type: v.literal('contact.merged'), contact: ContactId, addresses: Addresses, chat }),
  /** The account takes no messages of the person, as its block list says. */
  v.strictObject({ type: v.literal('contact.blocked') }),
  v.strictObject({ type: v.literal('contact.unblocked') }),
]);
export type ContactFact = v.InferOutput<typeof ContactFact>;
