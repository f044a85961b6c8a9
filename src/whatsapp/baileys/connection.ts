/**
 * The life of one connection, from the first byte to its single `closed`.
 *
 * It guarantees that a socket which stays silent while it comes up is given up after a while, that signals stop after
 * `closed`, and that an error of Waybill's ends the link instead of reaching Baileys. It assumes that its socket is its
 * own, and used once.
 */
import type { IncomingMessage } from 'node:http';
import {
  type BinaryNode,
  type ConnectionState,
  DEFAULT_CONNECTION_CONFIG,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  jidNormalizedUser,
  type WASocket,
} from 'baileys';
import type { Cancel, Clock, Millis } from '../../kernel/clock.ts';
import { briefOf } from '../../kernel/fault.ts';
import type { ChatId } from '../../kernel/ids.ts';
import { type AccountNews, hearAccount } from './account-news.ts';
import { callIn } from './calls.ts';
import { closeOf, httpClose, lostClose, unreachableClose } from './closes.ts';
import type { Keyring } from './credentials.ts';
import { heardIn } from './decoding.ts';
import { type AppState, createAppState } from './chats/app-state.ts';
import { presenceIn, readElsewhereIn } from './chats/chat-signals.ts';
import { createCapture, type Ear } from './hearing/capture.ts';
import { pullOffline } from './hearing/offline-pull.ts';
import { frameGate } from './gate.ts';
import { groupNewsIn, pictureNewsIn, type Self } from './groups/group-nodes.ts';
import { type Ending, endingOf } from './ending.ts';
import { endingOnFailure } from './ending-on-failure.ts';
import { tellingPairs } from './pairs.ts';
import { createNotices } from './past/notices.ts';
import type { PastHearing } from './past/past-over.ts';
import type { Signal } from '../port.ts';
import { receiptsOf } from './receipts.ts';
import { openSocket, type SocketOptions } from './socket.ts';
import type { Ways } from './ways.ts';

/** `qr` until a phone has linked the device; `closing` until the socket has closed. */
type Phase = 'connecting' | 'qr' | 'open' | 'closing' | 'closed';

export interface Connection extends Pick<Ending, 'end' | 'cut' | 'over' | 'onOver'>, PastHearing {
  readonly socket: WASocket;
  readonly appState: Pick<AppState, 'change'>;
  readonly accountNews: Pick<AccountNews, 'changing'>;
  phase(): Phase;
  /** The addresses of this account. */
  self(): Self;
  /** When the last QR expires, and the link with it. */
  qrsEndAt(): Millis;
}

export interface ConnectionOptions
  extends Omit<SocketOptions, 'auth' | 'uploads' | 'makeSignalRepository' | 'ways'>,
    Pick<Ways, 'socket' | 'media'> {
  readonly keyring: Keyring;
  readonly clock: Clock;
  /** Left out where nothing that comes in is taken. */
  readonly ear?: Ear | undefined;
}

/** Baileys has deadlines of its own in the handshake, and reports more when one of them passes. */
const MARGIN_MS = 1_000;
/** How long Baileys and WhatsApp's own clients show the first QR, and each later one. */
const FIRST_QR_MS = 60_000;
const NEXT_QR_MS = 20_000;

/** Asks WhatsApp to deliver pending messages, as Baileys does at each login. */
const ACTIVE: BinaryNode = {
  tag: 'iq',
  attrs: { to: '@s.whatsapp.net', xmlns: 'passive', type: 'set' },
  content: [{ tag: 'active', attrs: {} }],
};

/** Opens a connection at once; the first signal comes after this call has returned. */
export const connect = (options: ConnectionOptions, signal: (signal: Signal) => void): Connection => {
  const { keyring, clock, times, logger, ear } = options;
  let phase: 'connecting' | 'qr' | 'open' = 'connecting';
  let wasUp = false;
  let refused = false;
  let patience: Cancel | null = null;
  let qrsShown = 0;
  let qrsEndAt = clock.now();

  /** An error of ours ends the link. If it were rethrown, it would leave Baileys in an undefined state. */
  const guarded =
    <Args extends unknown[]>(work: (...args: Args) => void) =>
    (...args: Args): void => {
      try {
        work(...args);
      } catch (thrown) {
        fail(thrown);
      }
    };

  const fail = (thrown: unknown): void => {
    const reason = briefOf(thrown);
    logger.error({ error: reason }, 'a WhatsApp connection ends because of an error in Waybill');
    ending.end({ ...lostClose(reason), code: 500 });
  };

  const gate = frameGate();
  const notices = createNotices();
  const capture = ear && createCapture({ ear, gate, clock, me: () => self(), decode: notices.hearing(heardIn), fail });
  const socket = openSocket({
    ...options,
    ways: options.socket,
    uploads: keyring.uploads,
    auth: endingOnFailure(keyring.auth, gate, fail),
    makeSignalRepository: tellingPairs(
      capture?.makeSignalRepository ?? DEFAULT_CONNECTION_CONFIG.makeSignalRepository,
      (addresses) => hearPeople(addresses),
    ),
  });
  gate.guard(socket);
  const ending = endingOf(socket, {
    clock,
    graceMs: times.closeMs,
    tell: guarded((close) => {
      patience?.();
      signal({ type: 'closed', close });
    }),
  });

  const awaitProgress = (): void => {
    patience?.();
    patience = clock.after(times.connectMs + MARGIN_MS, () =>
      ending.end(unreachableClose('WhatsApp did not answer in time')),
    );
  };

  const enter = (next: typeof phase): void => {
    phase = next;
    wasUp ||= next !== 'connecting';
    if (next === 'connecting') awaitProgress();
    else patience?.();
  };

  // Not `socket.user`, which keeps the account from before the login.
  const account = (): ChatId => jidNormalizedUser(keyring.auth.creds.me?.id);
  const qrMs = (n: number): number => times.qrMs ?? (n === 0 ? FIRST_QR_MS : NEXT_QR_MS);

  const hear = ({ connection, qr, isNewLogin, lastDisconnect }: Partial<ConnectionState>): void => {
    if (connection === 'close') ending.finish(closeOf(lastDisconnect?.error, wasUp, clock.now()));
    if (ending.stage() !== 'none') return;
    if (qr) {
      enter('qr');
      signal({ type: 'qr', qr, expiresAt: clock.now() + qrMs(qrsShown) });
      qrsShown += 1;
    }
    if (isNewLogin) {
      enter('connecting');
      signal({ type: 'paired', account: account() });
    }
    if (connection === 'open') {
      if (refused) void activate();
      else opened();
    }
  };

  const opened = (): void => {
    enter('open');
    const { number, lid } = self();
    signal({ type: 'opened', account: number, ...(lid === null ? {} : { lid }) });
    appState.read();
    // A refusal costs nothing: the next opening asks again.
    news.compare().catch((thrown) => logger.debug({ error: briefOf(thrown) }, 'the block list could not be read'));
  };

  /** Baileys opens the link even if WhatsApp refused a query at the login, and such a link receives nothing. */
  const activate = async (): Promise<void> => {
    try {
      await socket.query(ACTIVE);
    } catch {
      ending.end(unreachableClose('WhatsApp refused to make the connection active'));
    }
    if (ending.stage() === 'none') guarded(opened)();
  };

  const self = (): Self => {
    const lid = keyring.auth.creds.me?.lid;
    return { number: account(), lid: lid ? jidNormalizedUser(lid) : null };
  };

  const hearPeople = (addresses: readonly ChatId[]): void => {
    if (ending.stage() === 'closed' || addresses.includes(account())) return;
    signal({ type: 'people', addresses });
  };

  const hearGroup = (stanza: BinaryNode): void => {
    if (ending.stage() === 'closed') return;
    const heard = stanza.attrs['type'] === 'picture' ? pictureNewsIn(stanza) : groupNewsIn(stanza, self());
    for (const news of heard?.news ?? []) signal({ type: 'group', chatId: heard?.chatId ?? '', news });
  };

  const hearDirty = (stanza: BinaryNode): void => {
    if (ending.stage() === 'closed') return;
    if (getBinaryNodeChild(stanza, 'dirty')?.attrs['type'] === 'groups') signal({ type: 'groups_doubtful' });
  };

  const hearCall = (stanza: BinaryNode): void => {
    if (ending.stage() === 'closed') return;
    const heard = callIn(stanza, clock.now());
    if (heard) signal(heard);
  };

  const countQrs = (stanza: BinaryNode): void => {
    const count = getBinaryNodeChildren(getBinaryNodeChild(stanza, 'pair-device'), 'ref').length;
    qrsEndAt = clock.now() + qrMs(0) + (count - 1) * qrMs(1);
  };

  const hearReceipt = (stanza: BinaryNode): void => {
    if (ending.stage() === 'closed') return;
    for (const receipt of receiptsOf(stanza, clock.now())) signal(receipt);
    const read = readElsewhereIn(stanza);
    if (read) signal(read);
  };

  const hearPresence = (stanza: BinaryNode): void => {
    const presence = ending.stage() === 'closed' ? null : presenceIn(stanza);
    if (presence) signal(presence);
  };

  const appState = createAppState(socket, {
    clock,
    agent: options.media.agent,
    onOver: ending.onOver,
    changed(change) {
      if (ending.stage() !== 'closed') signal(change);
    },
    failed: (thrown) => logger.debug({ error: briefOf(thrown) }, 'the app state of the account could not be read'),
    refused: ({ message }) =>
      logger.warn({ reason: message }, 'a part of the app state is not what the account signed, and was refused'),
  });

  const news = hearAccount(socket, {
    clock,
    self: () => self(),
    tell: guarded((told) => {
      if (ending.stage() !== 'closed') signal(told);
    }),
  });

  // Baileys ignores this event, which leaves the socket connecting forever.
  socket.ws.on('unexpected-response', (_request: unknown, response: IncomingMessage) =>
    ending.end(httpClose(response.statusCode ?? 0)),
  );
  socket.ws.on('frame', () => phase === 'connecting' && awaitProgress());
  socket.ws.on('CB:iq,type:error', () => {
    refused ||= phase === 'connecting';
  });
  socket.ws.on('CB:iq,type:set,pair-device', guarded(countQrs));
  if (capture) socket.ws.prependListener('CB:message', guarded(capture.arrive));
  if (capture) ending.onOver(pullOffline(socket, capture, clock));
  socket.ws.on('CB:receipt', guarded(hearReceipt));
  socket.ws.on('CB:call', guarded(hearCall));
  for (const type of ['w:gp2', 'picture']) socket.ws.on(`CB:notification,type:${type}`, guarded(hearGroup));
  socket.ws.on('CB:ib,,dirty', guarded(hearDirty));
  for (const tag of ['presence', 'chatstate']) socket.ws.on(`CB:${tag}`, guarded(hearPresence));
  socket.ev.on('creds.update', guarded(keyring.save));
  socket.ev.on('creds.update', ({ myAppStateKeyId }) => {
    if (myAppStateKeyId) appState.read();
  });
  socket.ev.on('connection.update', guarded(hear));
  awaitProgress();

  return {
    socket,
    appState,
    accountNews: news,
    notices,
    ear,
    phase() {
      const stage = ending.stage();
      return stage === 'none' ? phase : stage;
    },
    self,
    qrsEndAt: () => qrsEndAt,
    end: ending.end,
    cut: ending.cut,
    over: ending.over,
    onOver: ending.onOver,
  };
};
