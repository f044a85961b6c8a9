/** The keys of the linked devices in the form that Baileys needs: objects for Baileys, text in the vault. */
import {
  type AuthenticationCreds,
  type AuthenticationState,
  BufferJSON,
  initAuthCreds,
  jidNormalizedUser,
  proto,
  type SignalDataTypeMap,
  type SignalKeyStore,
} from 'baileys';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import type { Uploaded } from './kinds/kind.ts';
import type { KeptUploads } from './media/upload.ts';
import type { KeyChange, StoredCredentials, ThreadVault } from '../vault.ts';
import { keepLatest } from '../../kernel/latest.ts';

export interface Keyring {
  readonly auth: AuthenticationState;
  /** Stores the current credentials, which Baileys changes in place. */
  save(): void;
  /** What media hosts answered to uploads of the account, sealed like the keys. */
  readonly uploads: KeptUploads;
}

export interface Credentials extends Pick<ThreadVault, 'forget' | 'leaving' | 'left'> {
  /** The session's keys, or new ones that are not linked yet. */
  open(session: SessionId): Keyring;
  /** Whether a phone has linked the session's keys. */
  paired(session: SessionId): boolean;
  /** Keys that were put aside. */
  openAside(session: SessionId, ring: number): Keyring | null;
}

export const credentialsIn = (vault: ThreadVault): Credentials => {
  const create = (session: SessionId): StoredCredentials => {
    const creds = serialize(initAuthCreds());
    return { ring: vault.create(session, creds), creds };
  };

  const keyringOf = (session: SessionId, stored: StoredCredentials): Keyring => {
    const { ring } = stored;
    const creds = parse(stored.creds) as AuthenticationCreds;
    return {
      auth: { creds, keys: keysOn(ring, vault) },
      save: () => vault.save(session, ring, serialize(creds)),
      uploads: uploadsOf(() => creds.me?.id ?? null, vault),
    };
  };

  return {
    open: (session) => keyringOf(session, vault.open(session) ?? create(session)),
    openAside(session, ring) {
      const found = vault.openAside(session, ring);
      return found && keyringOf(session, found);
    },
    paired: vault.paired,
    forget: vault.forget,
    leaving: vault.leaving,
    left: vault.left,
  };
};

const serialize = (value: unknown): string => JSON.stringify(value, BufferJSON.replacer);
const parse = (text: string): unknown => JSON.parse(text, BufferJSON.reviver);

const keysOn = (ring: number, vault: ThreadVault): SignalKeyStore => ({
  get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
    const found: Record<string, SignalDataTypeMap[T]> = {};
    for (const [id, text] of Object.entries(vault.getKeys(ring, type, ids))) found[id] = revive(type, parse(text));
    return found;
  },
  set: (data) => vault.setKeys(ring, changesOf(data)),
});

/** Room for the files of a day; a thousand recipients of one file ask the vault once. */
const UPLOADS_MAX = 500;

/** The uploads of the account that is linked, which all of its sessions share. `me` changes when a phone links. */
const uploadsOf = (me: () => string | null, vault: ThreadVault): KeptUploads => {
  const known = new Map<string, Uploaded>();
  const account = (): ChatId => jidNormalizedUser(me() ?? undefined);
  const remember = (key: string, uploaded: Uploaded): Uploaded => {
    keepLatest(known, key, uploaded, UPLOADS_MAX);
    return uploaded;
  };
  return {
    find(key) {
      const name = `${account()}/${key}`;
      const found = known.get(name);
      if (found) return found;
      const text = vault.findUpload(account(), key);
      return text === null ? null : remember(name, parse(text) as Uploaded);
    },
    keep(key, uploaded, until) {
      remember(`${account()}/${key}`, uploaded);
      vault.keepUpload({ account: account(), id: key, value: serialize(uploaded), until }, uploaded.mediaKeyTimestamp);
    },
  };
};

const changesOf = (data: Parameters<SignalKeyStore['set']>[0]): KeyChange[] =>
  Object.entries(data).flatMap(([type, values]) =>
    Object.entries(values).map(([id, value]) => ({
      type,
      id,
      value: value === null || value === undefined ? null : serialize(value),
    })),
  );

const revive = <T extends keyof SignalDataTypeMap>(type: T, value: unknown): SignalDataTypeMap[T] => {
  const revived = type === 'app-state-sync-key' ? proto.Message.AppStateSyncKeyData.fromObject(value as object) : value;
  return revived as SignalDataTypeMap[T];
};
