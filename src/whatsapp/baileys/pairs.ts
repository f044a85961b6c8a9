/** The pairs of number and hidden id that Baileys learns: from stanzas, from answers about devices, and from the phone. */
import type { SocketConfig } from 'baileys';
import type { ChatId } from '../../kernel/ids.ts';
import { addressOf } from './hearing/envelope.ts';

type Make = SocketConfig['makeSignalRepository'];

/** Pairs to remember: Baileys stores the same ones with each message. */
const TOLD_MAX = 10_000;

/** A repository that tells each new pair before Baileys stores it. */
export const tellingPairs = (make: Make, tell: (addresses: readonly [ChatId, ChatId]) => void): Make => {
  const told = new Set<string>();

  const hear = (one: ChatId | null, other: ChatId | null): void => {
    if (one === null || other === null || told.has(`${one} ${other}`)) return;
    if (told.size >= TOLD_MAX) told.clear();
    told.add(`${one} ${other}`);
    tell([one, other]);
  };

  return (...args) => {
    const repository = make(...args);
    const { lidMapping } = repository;
    const store = lidMapping.storeLIDPNMappings.bind(lidMapping);
    lidMapping.storeLIDPNMappings = (pairs) => {
      for (const { pn, lid } of pairs) hear(addressOf(pn), addressOf(lid));
      return store(pairs);
    };
    return repository;
  };
};
