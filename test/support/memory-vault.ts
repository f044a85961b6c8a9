/** A vault in memory, which ends with the process. */
import type { SessionId } from '../../src/kernel/ids.ts';
import type { KeptUpload, Leaving, Vault } from '../../src/whatsapp/vault.ts';

interface Row {
  readonly session: SessionId;
  creds: string;
  aside: boolean;
  unlinkUntil: number | null;
  readonly keys: Map<string, string>;
}

const nameOf = (type: string, id: string): string => JSON.stringify([type, id]);

const has = (creds: string, ...fields: readonly string[]): boolean => {
  const parsed = JSON.parse(creds) as Record<string, unknown>;
  return fields.every((field) => parsed[field]);
};

export const memoryVault = (): Vault => {
  const rows: Row[] = [];
  const uploads = new Map<string, KeptUpload>();
  const inUse = (session: SessionId) => rows.findIndex((row) => row.session === session && !row.aside);
  const rowOf = (ring: number): Row => {
    const row = rows[ring];
    if (!row) throw new Error(`there is no ring ${ring}`);
    return row;
  };

  return {
    async open(session) {
      const ring = inUse(session);
      const row = rows[ring];
      if (!row) return null;
      if (!has(row.creds, 'me') || has(row.creds, 'account')) return { ring, creds: row.creds };
      row.aside = true;
      return null;
    },
    async create(session, creds) {
      return rows.push({ session, creds, aside: false, unlinkUntil: null, keys: new Map() }) - 1;
    },
    async save(_session, ring, creds) {
      rowOf(ring).creds = creds;
    },
    async getKeys(ring, type, ids) {
      const { keys } = rowOf(ring);
      const found: Record<string, string> = {};
      for (const id of ids) {
        const value = keys.get(nameOf(type, id));
        if (value !== undefined) found[id] = value;
      }
      return found;
    },
    async setKeys(ring, changes) {
      const { keys } = rowOf(ring);
      for (const { type, id, value } of changes) {
        if (value === null) keys.delete(nameOf(type, id));
        else keys.set(nameOf(type, id), value);
      }
    },
    async findUpload(account, id) {
      return uploads.get(nameOf(account, id))?.value ?? null;
    },
    async keepUpload(upload, now) {
      for (const [name, { until }] of uploads) if (until <= now) uploads.delete(name);
      uploads.set(nameOf(upload.account, upload.id), upload);
    },
    async forgetUploads(sha256) {
      for (const key of uploads.keys()) if (key.endsWith(`/${sha256}`)) uploads.delete(key);
    },
    async paired(session) {
      const row = rows[inUse(session)];
      return row !== undefined && has(row.creds, 'me', 'account');
    },
    async forget(session, unlinkUntil) {
      const ring = inUse(session);
      const row = rows[ring];
      if (!row) return null;
      row.aside = true;
      row.unlinkUntil = has(row.creds, 'me', 'account') ? unlinkUntil : null;
      return ring;
    },
    async leaving(session) {
      return rows.flatMap(({ session: owner, unlinkUntil }, ring): Leaving[] =>
        owner === session && unlinkUntil !== null ? [{ ring, until: unlinkUntil }] : [],
      );
    },
    async openAside(_session, ring) {
      const { aside, creds } = rowOf(ring);
      return aside ? { ring, creds } : null;
    },
    async left(ring) {
      rowOf(ring).unlinkUntil = null;
    },
  };
};
