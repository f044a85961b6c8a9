/** Questions about endpoints of webhooks, and about what was delivered to them. */
import { ok, type Result } from '../../kernel/result.ts';
import { decodeCursor, encodeCursor } from '../../projections/cursor.ts';
import type { EventBody } from '../../webhooks/events/bodies.ts';
import type { DeliveryQuery, DeliveryRow } from '../../webhooks/records.ts';
import { badCursor, cursorAt, type Page, placeIn } from '../pages.ts';
import { endpointReader, streamIdOf, type WebhookShown } from './shown.ts';
import { noDelivery, noWebhook, type WebhookGatewayPorts } from './webhooks.ts';

/** One delivery, with the request as it is made, but for its signature and its own headers. */
export interface DeliveryShown extends DeliveryRow {
  readonly request: { readonly url: string; readonly body: EventBody };
}

export interface WebhookQuestions {
  list(query: { readonly limit: number; readonly cursor?: string | undefined }): Result<Page<WebhookShown>>;
  look(id: string): Result<WebhookShown>;
  deliveries(
    id: string,
    query: Omit<DeliveryQuery, 'before'> & { readonly cursor?: string | undefined },
  ): Result<Page<DeliveryRow>>;
  delivery(id: string, event: string): Result<DeliveryShown>;
}

const LIST = 'webhooks';
const DELIVERIES = 'webhook-deliveries';

export const createWebhookQuestions = (ports: Omit<WebhookGatewayPorts, 'wipe'>): WebhookQuestions => {
  const { webhooks, reads } = ports;
  const { records, writer, bodies } = webhooks;
  const shown = endpointReader(ports);
  const known = (id: string): WebhookShown | null => {
    const stream = streamIdOf(id);
    return stream === null ? null : shown(stream);
  };

  return {
    list({ limit, cursor }) {
      const place = placeIn(LIST, cursor, 0);
      if (!place.ok) return place;
      const rest = reads.webhooks.list().slice(place.value);
      const items = rest.slice(0, limit).flatMap(({ id }) => shown(id) ?? []);
      return ok({ items, nextCursor: rest.length > limit ? cursorAt(LIST, place.value + limit) : null });
    },
    look(id) {
      const found = known(id);
      return found ? ok(found) : noWebhook();
    },
    deliveries(id, { cursor, ...query }) {
      const stream = streamIdOf(id);
      if (stream === null || !known(id)) return noWebhook();
      const place = cursor === undefined ? [] : decodeCursor(cursor, DELIVERIES);
      if (!place) return badCursor();
      writer.flush();
      const [position, index = 0] = place;
      const before = position === undefined ? {} : { before: { position, index } };
      const { rows, next } = records.deliveries(stream, { ...query, ...before });
      return ok({ items: rows, nextCursor: next && encodeCursor([DELIVERIES, next.position, next.index]) });
    },
    delivery(id, event) {
      const stream = streamIdOf(id);
      const endpoint = known(id);
      if (stream === null || !endpoint) return noWebhook();
      writer.flush();
      const row = records.delivery(stream, event);
      if (!row) return noDelivery();
      const body = bodies.bodyOf(row, { payload: endpoint.config.payload });
      return ok({ ...row, request: { url: endpoint.url, body } });
    },
  };
};
