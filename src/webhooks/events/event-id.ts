/**
 * The id of an event, which is its `webhook-id` at every attempt.
 *
 * It depends on the stream, the version of the fact in it and the index of the event within the fact, and on nothing
 * else. A position would differ between nodes and after a migration. The id is opaque: nobody learns a stream's name, or
 * how many facts it has, from it.
 */
import { hash } from 'node:crypto';

/** Keeps the digests apart from all others that are made of a stream's name. */
const DOMAIN = 'waybill/event/1';

/** 144 bits: two of 10¹⁵ events share an id with a probability of 10⁻¹⁴. */
const CHARACTERS = 24;

export type EventId = `evt_${string}`;

export interface EventOrigin {
  readonly stream: string;
  readonly version: number;
  /** From 0. */
  readonly index: number;
}

export const eventIdOf = ({ stream, version, index }: EventOrigin): EventId =>
  `evt_${hash('sha256', `${DOMAIN}\n${stream}\n${version}\n${index}`, 'base64url').slice(0, CHARACTERS)}`;
