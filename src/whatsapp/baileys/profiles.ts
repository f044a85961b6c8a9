/** Profiles over a connection: the account's own, and what people show of theirs. */
import type { Agent } from 'node:https';
import { type BinaryNode, chatModificationToAppPatch, jidNormalizedUser, type WASocket } from 'baileys';
import * as v from 'valibot';
import type { Profiles, Shown } from '../profiles.ts';
import type { AccountNews } from './account-news.ts';
import type { AppState } from './chats/app-state.ts';
import { answeredError, undelivered } from './failures.ts';
import { pictureAt } from './media/picture.ts';

interface ProfileOptions {
  /** Asks WhatsApp, with a deadline. @throws Undelivered */
  readonly ask: <T>(question: () => Promise<T>) => Promise<T>;
  readonly appState: Pick<AppState, 'change'>;
  readonly news: Pick<AccountNews, 'changing'>;
  /** For the hosts with pictures. */
  readonly agent: Agent;
}

/** WhatsApp's answers for what a person hides from this account, or does not have. */
const NOT_SHOWN: readonly (number | null)[] = [401, 403, 404];

const orNull = async <T>(question: () => Promise<T>): Promise<T | null> => {
  try {
    return await question();
  } catch (thrown) {
    if (NOT_SHOWN.includes(answeredError(thrown))) return null;
    throw thrown;
  }
};

/** A person in Baileys' answer. One who hides the text has none, or an empty one. */
const Told = v.object({ status: v.optional(v.nullable(v.object({ status: v.nullable(v.string()) }))) });

const pictureQuery = (jpeg: Uint8Array | null): BinaryNode => ({
  tag: 'iq',
  attrs: { to: '@s.whatsapp.net', type: 'set', xmlns: 'w:profile:picture' },
  ...(jpeg === null ? {} : { content: [{ tag: 'picture', attrs: { type: 'image' }, content: jpeg }] }),
});

export const profilesOver = (socket: WASocket, { ask, appState, news, agent }: ProfileOptions): Profiles => {
  const me = () => socket.authState.creds.me;

  const about = async (person: string): Promise<string | null> => {
    const answer = await orNull(async () => (await socket.fetchStatus(person)) ?? []);
    if (answer === null) return null;
    const told: unknown = answer[0];
    // Whom WhatsApp leaves out of its answer, it has not told of.
    if (!v.is(Told, told)) throw undelivered('protocol_error', false);
    return told.status?.status || null;
  };

  const pictureUrl = async (person: string): Promise<string | null> =>
    (await orNull(() => socket.profilePictureUrl(person, 'image'))) ?? null;

  const shownBy = (person: string): Promise<Shown> =>
    ask(async () => ({ about: await about(person), pictureUrl: await pictureUrl(person) }));

  return {
    shownBy,
    async pictureOf(person) {
      const address = await ask(() => pictureUrl(person));
      if (address === null) return null;
      const ending = new AbortController();
      try {
        return await ask(() => pictureAt(address, agent, ending.signal));
      } finally {
        ending.abort();
      }
    },
    async ownProfile() {
      const shown = await shownBy(jidNormalizedUser(me()?.id));
      return { name: me()?.name || null, ...shown };
    },
    setOwnName: (name) =>
      ask(async () => {
        const outcome = await appState.change(chatModificationToAppPatch({ pushNameSetting: name }, ''));
        const account = me();
        // Baileys shows the new name to others when it hears of it.
        if (outcome === 'changed') news.changing('name', name);
        if (outcome === 'changed' && account) socket.ev.emit('creds.update', { me: { ...account, name } });
        return outcome;
      }),
    async setOwnAbout(text) {
      news.changing('about');
      await ask(() => socket.updateProfileStatus(text));
    },
    async setOwnPicture(jpeg) {
      news.changing('picture');
      await ask(() => socket.query(pictureQuery(jpeg)));
    },
  };
};
