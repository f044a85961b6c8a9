/**
 * `/inspector/ws`: a WebSocket for viewers of `@xstate/inspect`, and the route that issues tickets to browsers.
 *
 * Only with WAYBILL_INSPECT=1. A page must be served by this Waybill, so its `Origin` must name the same host. A
 * viewer is disconnected once its access token expires, and within seconds after the token is revoked.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Accounts } from '../../access/accounts.ts';
import type { InspectBridge } from '../../inspector/bridge.ts';
import { type Clock, type Millis, nothingToCancel } from '../../kernel/clock.ts';
import { isUnbounded } from '../../kernel/reach.ts';
import type { AddressOf } from '../edge/address.ts';
import { tokenIn, tokenOf } from '../edge/bearer.ts';
import { describe } from '../contract/describe.ts';
import type { Env } from '../edge/env.ts';
import { IsoTime, iso } from '../contract/shapes.ts';
import type { Tickets } from './tickets.ts';

const PATH = '/inspector/ws';
/** The interval between two checks of a viewer's token. */
const LOOK_MS = 5_000;

const TicketShape = v.pipe(
  v.object({
    ticket: v.pipe(v.string(), v.description('Valid once, until `expiresAt`.')),
    path: v.pipe(v.string(), v.description('The path of the WebSocket, including the ticket.')),
    expiresAt: IsoTime,
  }),
  v.metadata({ ref: 'InspectTicket' }),
);

export const ticketRoutes = (tickets: Tickets) =>
  new Hono<Env>().post(
    '/ticket',
    describe({
      tag: 'Operation',
      scope: 'events:read',
      summary: 'Get a ticket for a viewer',
      description:
        'Lets one viewer that speaks the protocol of `@xstate/inspect` attach to `/inspector/ws`. A viewer that can send the header `Authorization` needs no ticket.',
      answers: {
        201: {
          description: 'The ticket.',
          content: TicketShape,
        },
      },
    }),
    (c) => {
      const { ticket, expiresAt } = tickets.issue(tokenOf(c) ?? '');
      return c.json(
        { ticket, path: `${c.get('basePath') ?? ''}${PATH}?ticket=${ticket}`, expiresAt: iso(expiresAt) },
        201,
      );
    },
  );

/** Takes over the socket of an upgrade request. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

interface Ports {
  readonly bridge: InspectBridge;
  readonly tickets: Tickets;
  readonly identify: Accounts['identify'];
  readonly addressOf: AddressOf;
  readonly clock: Clock;
}

/** Refuses pages of other hosts. Programs send no origin. */
const isOwn = ({ headers }: IncomingMessage): boolean => {
  const { origin, host } = headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
};

const credentialOf = ({ headers }: IncomingMessage): string | null =>
  tokenIn(headers.authorization) ?? [headers['x-api-key'] ?? []].flat()[0] ?? null;

const refuse = (socket: Duplex, status: string): void => {
  // A client that does not hang up would keep its connection open forever.
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
};

export const inspectorUpgrade = ({ bridge, tickets, identify, addressOf, clock }: Ports): Upgrade => {
  /** Disconnects a viewer once its token expires or is revoked, which is checked at an interval. */
  const hold = (socket: Duplex, expiresAt: Millis, isGood: () => Promise<boolean>): void => {
    const cutOff = () => socket.destroy();
    const forgetExpiry = clock.after(expiresAt - clock.now(), cutOff);
    let forgetLook = nothingToCancel;
    const look = async (): Promise<void> => {
      if (!(await isGood())) cutOff();
      else if (!socket.destroyed) lookLater();
    };
    const lookLater = () => {
      forgetLook = clock.after(LOOK_MS, () => void look().catch(cutOff));
    };
    lookLater();
    socket.once('close', () => {
      forgetExpiry();
      forgetLook();
    });
  };

  const admit = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const url = URL.parse(request.url ?? '', 'http://viewer');
    if (url?.pathname !== PATH) return refuse(socket, '404 Not Found');
    if (!isOwn(request)) return refuse(socket, '403 Forbidden');
    const ticket = url.searchParams.get('ticket');
    const token = ticket === null ? credentialOf(request) : tickets.redeem(ticket);
    if (token === null) return refuse(socket, '401 Unauthorized');
    const address = addressOf(request);
    const known = await identify(token, address);
    if (!known.ok) return refuse(socket, '401 Unauthorized');
    const { scopes, reach, expiresAt } = known.value;
    // A viewer is shown every actor of every session.
    if (!scopes.has('events:read') || !isUnbounded(reach)) return refuse(socket, '403 Forbidden');
    if (!bridge.accept(request, socket, head)) return refuse(socket, '503 Service Unavailable');
    hold(socket, expiresAt, async () => (await identify(token, address)).ok);
  };

  return (request, socket, head) => {
    // A client may disconnect meanwhile, which is not an error.
    socket.on('error', () => socket.destroy());
    admit(request, socket, head).catch(() => refuse(socket, '503 Service Unavailable'));
  };
};
