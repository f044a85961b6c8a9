/** The contract of every vault. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Vault } from '../../src/whatsapp/vault.ts';

/** Credentials in Baileys' form: the fields that a vault reads. */
const UNLINKED = '{}';
const LINKED = JSON.stringify({ me: { id: '6281110000001:7@s.whatsapp.net' }, account: { details: '' } });
const HALF_LINKED = JSON.stringify({ me: { id: '6281110000001@s.whatsapp.net' } });

const LATER = 1_800_000_000_000;

export interface OpenVault {
  readonly vault: Vault;
  /** The same store, as a new process opens it. */
  reopened(): Vault;
  close(): void;
}

export const vaultContract = (name: string, open: () => OpenVault): void => {
  describe(name, () => {
    let opened: OpenVault;
    let vault: Vault;
    beforeEach(() => {
      opened = open();
      vault = opened.vault;
    });
    afterEach(() => opened.close());

    const linked = async (session: string): Promise<number> => {
      const ring = await vault.create(session, UNLINKED);
      await vault.save(session, ring, LINKED);
      return ring;
    };

    test('credentials come back as they were saved last, in a new process too', async () => {
      expect(await vault.open('shop')).toBeNull();
      const ring = await linked('shop');
      expect(await vault.open('shop')).toEqual({ ring, creds: LINKED });
      expect(await opened.reopened().open('shop')).toEqual({ ring, creds: LINKED });
      expect(await vault.open('other')).toBeNull();
    });

    test('keys belong to their ring and type', async () => {
      const [one, two] = [await linked('one'), await linked('two')];
      await vault.setKeys(one, [
        { type: 'session', id: 'a', value: '1' },
        { type: 'pre-key', id: 'a', value: '2' },
      ]);
      expect(await vault.getKeys(one, 'session', ['a', 'b'])).toEqual({ a: '1' });
      expect(await vault.getKeys(two, 'session', ['a'])).toEqual({});
      await vault.setKeys(one, [{ type: 'session', id: 'a', value: null }]);
      expect(await opened.reopened().getKeys(one, 'session', ['a'])).toEqual({});
      expect(await opened.reopened().getKeys(one, 'pre-key', ['a'])).toEqual({ a: '2' });
    });

    test('uploads belong to their account, whatever session made them, until their time is over', async () => {
      const upload = { account: '6281110000001@s.whatsapp.net', id: 'image/ab', value: 'one', until: LATER };
      await vault.keepUpload(upload, LATER - 2);
      await vault.keepUpload({ ...upload, value: 'two' }, LATER - 2);
      expect(await opened.reopened().findUpload(upload.account, 'image/ab')).toBe('two');
      expect(await vault.findUpload(upload.account, 'video/ab')).toBeNull();
      expect(await vault.findUpload('6281110000002@s.whatsapp.net', 'image/ab')).toBeNull();
      await vault.keepUpload({ ...upload, id: 'image/cd', until: LATER + 1 }, LATER);
      expect(await vault.findUpload(upload.account, 'image/ab')).toBeNull();
      expect(await vault.findUpload(upload.account, 'image/cd')).toBe('one');
    });

    test('calls take effect in the order in which they are made', async () => {
      const ring = await linked('shop');
      const stored = [1, 2, 3].map((n) => vault.setKeys(ring, [{ type: 'session', id: 'a', value: `${n}` }]));
      expect(await vault.getKeys(ring, 'session', ['a'])).toEqual({ a: '3' });
      await Promise.all(stored);
      expect(await vault.getKeys(ring, 'session', ['a'])).toEqual({ a: '3' });
    });

    test('a session is paired once a phone has linked it', async () => {
      const ring = await vault.create('shop', UNLINKED);
      expect(await vault.paired('shop')).toBe(false);
      await vault.save('shop', ring, LINKED);
      expect(await vault.paired('shop')).toBe(true);
    });

    test('credentials that only asked for a code are not used again', async () => {
      await vault.create('shop', HALF_LINKED);
      expect(await vault.paired('shop')).toBe(false);
      expect(await vault.open('shop')).toBeNull();
    });

    test('what is put aside is kept, and takes what an old connection still saves', async () => {
      const old = await linked('shop');
      expect(await vault.forget('shop', null)).toBe(old);
      expect(await vault.open('shop')).toBeNull();
      expect(await vault.forget('shop', null)).toBeNull();
      const fresh = await vault.create('shop', UNLINKED);
      expect(fresh).not.toBe(old);
      await vault.save('shop', old, LINKED);
      expect(await vault.open('shop')).toEqual({ ring: fresh, creds: UNLINKED });
      expect(await vault.openAside('shop', old)).toEqual({ ring: old, creds: LINKED });
      expect(await vault.openAside('shop', fresh)).toBeNull();
    });

    test('a device that WhatsApp has yet to unlink is remembered until it has left', async () => {
      const first = await linked('shop');
      await vault.forget('shop', LATER);
      const second = await linked('shop');
      await vault.forget('shop', LATER + 1);
      const expected = [
        { ring: first, until: LATER },
        { ring: second, until: LATER + 1 },
      ];
      expect(await opened.reopened().leaving('shop')).toEqual(expected);
      expect(await vault.leaving('other')).toEqual([]);
      await vault.left(first);
      expect(await opened.reopened().leaving('shop')).toEqual(expected.slice(1));
      expect(await vault.openAside('shop', first)).toEqual({ ring: first, creds: LINKED });
    });

    test('a device that no phone has linked has nothing to leave', async () => {
      const ring = await vault.create('shop', UNLINKED);
      expect(await vault.forget('shop', LATER)).toBe(ring);
      expect(await vault.leaving('shop')).toEqual([]);
    });
  });
};
