/** The profile of the account: what people see of it. WhatsApp keeps it; on record is that a part was changed. */
import type { System } from '../../actors/system.ts';
import type { ProfilePart } from '../../events/facts/session.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { MediaSource } from '../../messages/media-source.ts';
import type { Link } from '../../whatsapp/port.ts';
import type { OwnProfile } from '../../whatsapp/profiles.ts';
import { givenPicture } from '../media/given-file.ts';
import type { Media } from '../media/media.ts';
import { askedTooMuch, linkOf, type Meaning, notLive, whatWhatsAppSays } from './asking.ts';
import type { Budget } from './budget.ts';

/** A part that is left out stays as it is; null takes it away. */
export interface ProfileChange {
  readonly name?: string | undefined;
  readonly about?: string | null | undefined;
  readonly picture?: { readonly media: MediaSource } | null | undefined;
}

export interface Profile {
  /** As WhatsApp shows it now. */
  look(session: SessionId): Promise<Result<OwnProfile>>;
  /** WhatsApp takes one change at a time. A refusal says which were made before it. */
  change(session: SessionId, change: ProfileChange, caller: Caller): Promise<Result<void>>;
}

interface ProfilePorts {
  readonly system: System;
  readonly budget: Budget;
  readonly media: Media;
}

interface Step {
  readonly field: keyof ProfileChange;
  readonly work: () => Promise<Result<void>>;
}

const NO_KEY =
  'The phone has not shared the key with which its devices change the name. It does so soon after it was linked. If it has not within a minute, log out and link the phone again.';

/** What WhatsApp does not answer, or refuses, is a refusal. */
const meaningFor =
  (session: SessionId): Meaning =>
  (failed) => {
    const { code, status, message } = failed.failure;
    const tooMuch = askedTooMuch(failed);
    if (tooMuch) return tooMuch;
    if (code === 'client_not_ready') return notLive(session);
    if (status == null || code === 'session_closed')
      return {
        code: 'whatsapp.no_answer',
        detail: `${message} Look at the profile with GET before you try again: a change may have been made.`,
      };
    return {
      code: 'profile.refused',
      detail: `WhatsApp refused this with ${status}. Check what you asked for, and try again later.`,
      members: { whatsappCode: status },
    };
  };

export const createProfile = ({ system, budget, media }: ProfilePorts): Profile => {
  const jpegOf = givenPicture(media);

  const rename = async (session: SessionId, link: Link, name: string): Promise<Result<void>> => {
    if ((await link.setOwnName(name)) === 'no_key') return refuse('session.no_app_state', NO_KEY);
    // WhatsApp's own clients show a new name to others together with their presence.
    await link.appear(system.session(session)?.session.snapshot().context.available === true);
    return ok(undefined);
  };

  const record = async (
    session: SessionId,
    changed: { readonly part: ProfilePart; readonly removed: boolean },
    caller: Caller,
  ): Promise<void> => {
    await system.session(session)?.session.tell({ type: 'recordOwnProfile', ...changed }, caller);
  };

  const stepsOf = (
    session: SessionId,
    link: Link,
    { name, about }: ProfileChange,
    jpeg: Uint8Array | null | undefined,
  ): readonly Step[] => [
    ...(name === undefined ? [] : [{ field: 'name' as const, work: () => rename(session, link, name) }]),
    ...(about === undefined
      ? []
      : [{ field: 'about' as const, work: async () => ok(await link.setOwnAbout(about ?? '')) }]),
    ...(jpeg === undefined
      ? []
      : [{ field: 'picture' as const, work: async () => ok(await link.setOwnPicture(jpeg)) }]),
  ];

  const pictureOf = async (
    session: SessionId,
    picture: ProfileChange['picture'],
    caller: Caller,
  ): Promise<Result<Uint8Array | null | undefined>> =>
    picture ? jpegOf(picture.media, session, caller) : ok(picture === null ? null : undefined);

  return {
    async look(session) {
      const link = linkOf(system, session);
      if (!link.ok) return link;
      const spent = budget(session);
      return spent.ok ? whatWhatsAppSays(async () => ok(await link.value.ownProfile()), meaningFor(session)) : spent;
    },
    async change(session, change, caller) {
      const link = linkOf(system, session);
      if (!link.ok) return link;
      const jpeg = await pictureOf(session, change.picture, caller);
      if (!jpeg.ok) return jpeg;
      const steps = stepsOf(session, link.value, change, jpeg.value);
      const fields = steps.map(({ field }) => field);
      for (const [index, { field, work }] of steps.entries()) {
        const told = await whatWhatsAppSays(work, meaningFor(session));
        if (told.ok) {
          await record(session, { part: field, removed: !change[field] }, caller);
          continue;
        }
        const members = { ...told.refusal.members, done: fields.slice(0, index), notDone: fields.slice(index) };
        return { ok: false, refusal: { ...told.refusal, members } };
      }
      return ok(undefined);
    },
  };
};
