/** Where a client means in the log: a position, a time, or an event. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog } from '../../events/log/log.ts';
import type { Millis } from '../../kernel/clock.ts';
import { ok, type Result, refuseInput } from '../../kernel/result.ts';
import { eventsOf } from '../../webhooks/events/events.ts';
import type { WebhookRecords } from '../../webhooks/records.ts';

/** `position` stands before an event, so that `from` begins with it; `through` after it, so that `to` ends with it. */
interface Place {
  readonly before: number;
  readonly through: number;
}

export interface Places {
  /** `field` names what could not be read. */
  read(text: string | number, field: string): Promise<Result<Place>>;
}

const POSITION = /^\d{1,15}$/;
const EVENT = /^evt_[\w-]{1,64}$/;
const PAGE = 1_000;

export const createPlaces = (
  log: Pick<EventLog, 'page' | 'head'>,
  records: Pick<WebhookRecords, 'placeOf'>,
): Places => {
  /** The last position before a time. Times grow with positions but for a clock that was set back. */
  const before = (at: Millis): number => {
    let low = 0;
    let high = log.head().position;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const [fact] = log.page({ after: middle - 1, limit: 1 });
      if (fact && fact.at >= at) high = middle - 1;
      else low = middle;
    }
    return low;
  };

  /** The newest events are looked at first. An id says nothing about its place. */
  const walk = async (id: string): Promise<number | null> => {
    for (let end = log.head().position; end > 0; end -= PAGE) {
      const facts = log.page({ after: Math.max(end - PAGE, 0), upTo: end, limit: PAGE });
      const found = facts.find((fact) => eventsOf(fact).some((event) => event.id === id));
      if (found) return found.position;
      await nextTurn();
    }
    return null;
  };

  return {
    async read(given, field) {
      const text = String(given);
      const head = log.head().position;
      if (POSITION.test(text)) {
        const position = Number(text);
        return position > head
          ? refuseInput(field, `The log ends at position ${head}`)
          : ok({ before: position, through: position });
      }
      if (EVENT.test(text)) {
        const position = records.placeOf(text)?.position ?? (await walk(text));
        return position === null
          ? refuseInput(field, 'The log has no such event')
          : ok({ before: position - 1, through: position });
      }
      const at = Date.parse(text);
      if (Number.isNaN(at)) return refuseInput(field, 'Expected a position, a time with its offset, or an evt_… id');
      const place = before(at);
      return ok({ before: place, through: place });
    },
  };
};
