/**
 * What the account and its contacts show of themselves. All calls throw `Undelivered`: its failure has WhatsApp's number
 * as `status` if WhatsApp refused.
 */
import type { ChatId } from '../kernel/ids.ts';

/** What a person shows to this account; null for what they do not have, or hide. */
export interface Shown {
  readonly about: string | null;
  /** The address of the picture at WhatsApp's servers, which holds for some days. */
  readonly pictureUrl: string | null;
}

export interface OwnProfile extends Shown {
  /** Null until the phone, or a change, has told it. */
  readonly name: string | null;
}

export interface Profiles {
  ownProfile(): Promise<OwnProfile>;
  /** On all devices. Resolves to `no_key` if the phone has not shared the key of its app state with this device. */
  setOwnName(name: string): Promise<'changed' | 'no_key'>;
  /** An empty text takes it away. */
  setOwnAbout(about: string): Promise<void>;
  /** A JPEG; null takes the picture away. */
  setOwnPicture(jpeg: Uint8Array | null): Promise<void>;
  shownBy(person: ChatId): Promise<Shown>;
  /** The JPEG of a person's picture; null if they have none, or hide it. */
  pictureOf(person: ChatId): Promise<Uint8Array | null>;
}
