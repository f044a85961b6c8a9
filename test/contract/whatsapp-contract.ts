/** The contract of every implementation of the WhatsApp port. */
import { afterEach, describe, expect, test } from 'vitest';
import type { MessageId } from '../../src/kernel/ids.ts';
import type { Link, WhatsApp } from '../../src/whatsapp/port.ts';
import { type Heard, heard } from '../support/heard.ts';
import { saying } from '../support/saying.ts';

/** An implementation, and its other side: a phone to link and contacts to write to. */
export interface World {
  readonly whatsapp: WhatsApp;
  /** The account's phone linked the session earlier. */
  link(): void;
  /** The account's phone scans the QR of a link. */
  scan(qr: string): void;
  typeCode(code: string): Promise<void>;
  /** The connection is lost, without a message. */
  drop(): void;
  /** The other side accepts everything and answers nothing any more. */
  silence(): void;
  loseNextAck(): void;
  /** A contact's phone sends a receipt. */
  receipt(number: string, messageId: MessageId, kind: 'delivered' | 'read'): void;
  /** The messages on a contact's phone. */
  phone(number: string): readonly { messageId: string; text: string; copies: number }[];
  /** How many devices the account's phone lists. */
  devices(): number;
  /** While on, WhatsApp refuses every connection. */
  outOfReach(on: boolean): void;
  close(): Promise<void>;
}

const FAR_FUTURE = 4_000_000_000_000;
const SESSION = 'default';
const ANNA = '6281200001234';
const CHAT = `${ANNA}@s.whatsapp.net`;
const NOBODY = '6281200000404@s.whatsapp.net';
const ID: MessageId = '3EB0000000000000000001';
const MESSAGE = { chatId: CHAT, messageId: ID, content: saying('Hello') };

export interface WorldOptions {
  /** How long the implementation waits for an acknowledgement, if it waits at all. */
  readonly ackMs: number;
}

const PATIENT: WorldOptions = { ackMs: 10_000 };
const IMPATIENT: WorldOptions = { ackMs: 500 };

export const whatsappContract = (name: string, create: (options: WorldOptions) => Promise<World>): void => {
  describe(name, () => {
    let world: World;
    afterEach(() => world.close());

    const open = (session = SESSION): Heard & { link: Link } => {
      const ears = heard();
      return { ...ears, link: world.whatsapp.open(session, ears.hear) };
    };

    const pair = async () => {
      const link = open();
      world.scan((await link.first('qr')).qr);
      await link.first('closed');
      return link;
    };

    /** A linked and open session. */
    const opened = async (options = PATIENT) => {
      world = await create(options);
      world.link();
      const link = open();
      await link.first('opened');
      return link;
    };

    test('a phone links a session by its QR, and the next link is open', async () => {
      world = await create(PATIENT);
      expect(await world.whatsapp.paired(SESSION)).toBe(false);
      const first = await pair();
      const { account } = await first.first('paired');
      expect((await first.first('closed')).close).toMatchObject({ code: 515, cause: 'server' });
      expect(await world.whatsapp.paired(SESSION)).toBe(true);
      const second = open();
      expect((await second.first('opened')).account).toBe(account);
      expect(second.signals.map(({ type }) => type)).not.toContain('qr');
    });

    test('a phone links a session by a code', async () => {
      world = await create(PATIENT);
      const { link, first } = open();
      await first('qr');
      const { code } = await link.pairingCode('6281110000001');
      expect(code).toMatch(/^[0-9A-Z]{8}$/);
      await world.typeCode(code);
      await first('paired');
      await first('closed');
      await open().first('opened');
    });

    test('a code that nobody typed leaves the session unlinked', async () => {
      world = await create(PATIENT);
      const { link, first } = open();
      await first('qr');
      await link.pairingCode('6281110000001');
      link.close();
      await first('closed');
      expect(await world.whatsapp.paired(SESSION)).toBe(false);
      await open().first('qr');
    });

    test('there is no code for a session that is linked', async () => {
      const { link } = await opened();
      await expect(link.pairingCode('6281110000001')).rejects.toMatchObject({ code: 'whatsapp.not_now' });
    });

    test('a session whose keys are put aside can be linked again', async () => {
      const { link, first } = await opened();
      link.close();
      await first('closed');
      await world.whatsapp.forget(SESSION, null);
      expect(await world.whatsapp.paired(SESSION)).toBe(false);
      await open().first('qr');
    });

    test('says which numbers are on WhatsApp', async () => {
      const { link } = await opened();
      expect(await link.check(CHAT)).toEqual({ registered: true, chatId: CHAT });
      expect(await link.check(NOBODY)).toEqual({ registered: false });
      const [known, other] = [{ registered: true, chatId: CHAT }, '6281200005678@s.whatsapp.net'];
      const all = [known, { registered: false }, { registered: true, chatId: other }];
      expect(await link.checkAll([CHAT, NOBODY, other])).toEqual(all);
    });

    test('a message that was sent is on the phone, and receipts follow', async () => {
      const { link, first } = await opened();
      await link.send(MESSAGE);
      await first('receipt', ({ messageId, kind }) => messageId === ID && kind === 'delivered');
      expect(world.phone(ANNA)).toMatchObject([{ messageId: ID, text: 'Hello', copies: 1 }]);
      world.receipt(ANNA, ID, 'read');
      const read = await first('receipt', ({ kind }) => kind === 'read');
      expect(read.messageId).toBe(ID);
      expect(read.at).toBeGreaterThan(0);
    });

    test('two sends under one id are one message', async () => {
      const { link } = await opened();
      await link.send(MESSAGE);
      await link.send(MESSAGE);
      expect(world.phone(ANNA)).toMatchObject([{ messageId: ID, copies: 2 }]);
    });

    test('a message whose acknowledgement is lost fails in time, and may be sent again', async () => {
      const { link } = await opened(IMPATIENT);
      world.loseNextAck();
      await expect(link.send(MESSAGE)).rejects.toMatchObject({ failure: { code: 'ack_timeout' }, written: true });
      await link.send(MESSAGE);
      expect(world.phone(ANNA)).toMatchObject([{ messageId: ID, copies: 2 }]);
    });

    test('a connection that goes takes what waits with it, and says so once', async () => {
      const { link, first, signals } = await opened();
      world.silence();
      const outcomes = Promise.allSettled([
        link.send(MESSAGE),
        link.check('6281200005678@s.whatsapp.net'),
        link.ping(),
      ]);
      world.drop();
      expect((await first('closed')).close).toMatchObject({ cause: 'lost' });
      for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected' });
      await expect(link.send(MESSAGE)).rejects.toMatchObject({ failure: { code: 'session_closed' }, written: false });
      expect(signals.filter(({ type }) => type === 'closed')).toHaveLength(1);
      expect(signals.at(-1)?.type).toBe('closed');
    });

    test('a link that is told to close says so once', async () => {
      const { link, first, signals } = await opened();
      link.close();
      link.close();
      expect((await first('closed')).close).toMatchObject({ code: null, cause: 'asked' });
      link.close();
      await open().first('opened');
      expect(signals.filter(({ type }) => type === 'closed')).toHaveLength(1);
    });

    test('a ping is answered', async () => {
      const { link } = await opened();
      await link.ping();
    });

    test('a peer that is frozen answers no ping, and cannot keep the link from closing', async () => {
      const { link, first } = await opened();
      world.silence();
      const ping = link.ping();
      link.close();
      await expect(ping).rejects.toThrow();
      expect((await first('closed')).close).toMatchObject({ cause: 'asked' });
    });

    test('a device that logs out is closed, and the phone does not list it any more', async () => {
      const { link, first } = await opened();
      expect(world.devices()).toBe(1);
      await link.logout();
      expect((await first('closed')).close).toMatchObject({ code: 401, cause: 'asked' });
      expect(world.devices()).toBe(0);
    });

    test('a device that was put aside is unlinked over a connection of its own', async () => {
      const { link, first } = await opened();
      link.close();
      await first('closed');
      const device = await world.whatsapp.forget(SESSION, FAR_FUTURE);
      expect(device).not.toBeNull();
      expect(world.devices()).toBe(1);
      const outcomes: string[] = [];
      await world.whatsapp.unlink(SESSION, async (outcome) => outcomes.push(outcome));
      expect(world.devices()).toBe(0);
      await world.whatsapp.unlink(SESSION, async (outcome) => outcomes.push(outcome));
      expect(outcomes).toEqual(['unlinked']);
    });

    test('a device that the phone has unlinked meanwhile counts as unlinked', async () => {
      const { link, first } = await opened();
      await link.logout();
      await first('closed');
      await world.whatsapp.forget(SESSION, FAR_FUTURE);
      const outcomes: string[] = [];
      await world.whatsapp.unlink(SESSION, async (outcome) => outcomes.push(outcome));
      expect(outcomes).toEqual(['unlinked']);
    });

    test('a device whose time is over is given up', async () => {
      const { link, first } = await opened();
      link.close();
      await first('closed');
      await world.whatsapp.forget(SESSION, 1);
      const outcomes: string[] = [];
      await world.whatsapp.unlink(SESSION, async (outcome) => outcomes.push(outcome));
      expect(outcomes).toEqual(['given_up']);
      expect(world.devices()).toBe(1);
    });

    test('a device is not unlinked while WhatsApp is out of reach, and is later', async () => {
      const { link, first } = await opened();
      link.close();
      await first('closed');
      await world.whatsapp.forget(SESSION, FAR_FUTURE);
      world.outOfReach(true);
      const outcomes: string[] = [];
      const ended = async (outcome: string) => outcomes.push(outcome);
      await expect(world.whatsapp.unlink(SESSION, ended)).rejects.toMatchObject({ code: 'whatsapp.not_unlinked' });
      expect(world.devices()).toBe(1);
      world.outOfReach(false);
      await world.whatsapp.unlink(SESSION, ended);
      expect(outcomes).toEqual(['unlinked']);
      expect(world.devices()).toBe(0);
    });
  });
};
