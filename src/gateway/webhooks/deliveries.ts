/** Questions about endpoints of webhooks, and about what was delivered to them. */
import type { Reach } from '../../kernel/reach.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { decodeCursor, encodeCursor } from '../../projections/cursor.ts';
import type { EventBody } from '../../webhooks/events/bodies.ts';
import type { DeliveryQuery, DeliveryRow } from '../../webhooks/records.ts';
import type { Within } from '../reach.ts';
import { badCursor, type Page, pageIn } from '../pages.ts';
import { deliveriesIn } from './bounds.ts';
import { endpointReader, streamIdOf, type WebhookShown } from './shown.ts';
import { noDelivery, noWebhook, type WebhookGatewayPorts } from './webhooks.ts';

/** One delivery, with the request as it is made, but for its signature and its own headers. */
export interface DeliveryShown extends DeliveryRow {
  readonly request: { readonly url: string; readonly body: EventBody };
}

export interface WebhookQuestions {
  list(
    query: { readonly limit: number; readonly cursor?: string | undefined },
    reach: Reach,
  ): Result<Page<WebhookShown>>;
  look(id: string): Result<WebhookShown>;
  deliveries(
    id: string,
    query: Omit<DeliveryQuery, 'before'> & { readonly cursor?: string | undefined },
    reach: Reach,
  ): Result<Page<DeliveryRow>>;
  delivery(id: string, event: string, reach: Reach): Result<DeliveryShown>;
}

const LIST = 'webhooks';
const DELIVERIES = 'webhook-deliveries';

export const createWebhookQuestions = (
  ports: Omit<WebhookGatewayPorts, 'wipe'>,
  within: Pick<Within, 'mayTell' | 'facts'>,
): WebhookQuestions => {
  const { webhooks, reads } = ports;
  const { records, writer, bodies } = webhooks;
  const shown = endpointReader(ports);
  const isReached = deliveriesIn(within);

  const known = (id: string): WebhookShown | null => {
    const stream = streamIdOf(id);
    return stream === null ? null : shown(stream);
  };

  return {
    list(query, reach) {
      const reached = reads.webhooks.list().filter(({ config }) => within.mayTell(reach, config).ok);
      const page = pageIn(LIST, reached, query);
      return page.ok ? ok({ ...page.value, items: page.value.items.flatMap(({ id }) => shown(id) ?? []) }) : page;
    },
    look(id) {
      const found = known(id);
      return found ? ok(found) : noWebhook();
    },
    deliveries(id, { cursor, ...query }, reach) {
      const stream = streamIdOf(id);
      if (stream === null || !known(id)) return noWebhook();
      const place = cursor === undefined ? [] : decodeCursor(cursor, DELIVERIES);
      if (!place) return badCursor();
      writer.flush();
      const [position, index = 0] = place;
      const before = position === undefined ? {} : { before: { position, index } };
      const { rows, next } = records.deliveries(stream, { ...query, ...before });
      return ok({
        items: rows.filter(isReached(reach)),
        nextCursor: next && encodeCursor([DELIVERIES, next.position, next.index]),
      });
    },
    delivery(id, event, reach) {
      const stream = streamIdOf(id);
      const endpoint = known(id);
      if (stream === null || !endpoint) return noWebhook();
      writer.flush();
      const row = records.delivery(stream, event);
      if (!row || !isReached(reach)(row)) return noDelivery();
      const body = bodies.bodyOf(row, { payload: endpoint.config.payload });
      return ok({ ...row, request: { url: endpoint.url, body } });
    },
  };
};
