/** Which session a fact is about. */
import type { Fact } from './feed.ts';

const OF_A_SESSION = /^(?:session|queue)\/(.+)$/;

/** Null for facts of the gateway and its users, and where it is not known. */
export const sessionOf = ({ stream }: Pick<Fact, 'stream'>): string | null => OF_A_SESSION.exec(stream)?.[1] ?? null;
