/** A session that waits for a person starts by nothing else, and one that restarts does so at its time. */
import { partsOfStream } from '../../../src/kernel/ids.ts';
import { type MakeRule, nameOf } from './rule.ts';

export const sessionRule =
  (recovering: () => boolean): MakeRule =>
  (ledger, broken, look) => ({
    each(fact) {
      if (fact.type !== 'session.started' || fact.by !== 'system') return;
      look('a session starts when it should');
      const { state, restartAt, reason } = ledger.sessions.get(partsOfStream(fact.stream).id) ?? {
        state: 'stopped',
        restartAt: null,
        reason: null,
      };
      const atStart = state === 'stopped' && reason !== 'asked' && recovering();
      if (state !== 'restart' && !atStart) broken(`${nameOf(fact)}: nobody asked for it, and it was ${state}`);
      if (restartAt !== null && fact.at < restartAt) broken(`${nameOf(fact)}: it was to restart at ${restartAt}`);
    },
  });
