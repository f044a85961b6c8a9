/** What surrounds a message that came in: what it answers, whom it mentions, the ad that led to it. */
import type { proto } from 'baileys';
import { type ChatId, isManyPeople } from '../../../kernel/ids.ts';
import type { Spoken } from '../../heard.ts';
import { addressOf } from '../hearing/envelope.ts';
import { quoteIn } from './quote.ts';
import { asRef } from './refs.ts';
import { wordOf } from './words.ts';

export type Surroundings = Omit<Spoken, 'type' | 'content' | 'raw' | 'file' | 'viewOnce'>;

/** No group has more members. */
const MENTIONS_MAX = 1_024;

/** A message in private can answer one of a group, or a status. */
const isElsewhere = (remoteJid: string | null | undefined, chat: ChatId): boolean => {
  const other = addressOf(remoteJid);
  return other !== null && other !== chat && (isManyPeople(other) || isManyPeople(chat));
};

const mentionsIn = ({ mentionedJid }: proto.IContextInfo): readonly ChatId[] => {
  const people = (mentionedJid ?? []).slice(0, MENTIONS_MAX).map(addressOf);
  return [...new Set(people.filter((id) => id !== null))];
};

/** `@all` is counted beside the people who are named. A community may mention a group by its address. */
const mentionsAll = ({ nonJidMentions, groupMentions }: proto.IContextInfo, chat: ChatId): boolean =>
  (nonJidMentions ?? 0) > 0 || (groupMentions ?? []).some(({ groupJid }) => addressOf(groupJid) === chat);

const forwardedIn = ({ isForwarded, forwardingScore }: proto.IContextInfo): number | null => {
  const score = forwardingScore ?? 0;
  return isForwarded || score > 0 ? Math.max(1, score) : null;
};

/** Programs use the same field to draw a link. An ad names its source. */
const referralIn = ({ externalAdReply: ad }: proto.IContextInfo): Spoken['referral'] => {
  if (!ad) return null;
  const referral = {
    source: wordOf(ad.sourceType),
    sourceId: wordOf(ad.sourceId),
    url: wordOf(ad.sourceUrl),
    headline: wordOf(ad.title),
    ctwaClid: wordOf(ad.ctwaClid),
  };
  const isAd = referral.source !== null || referral.sourceId !== null || referral.ctwaClid !== null;
  return isAd ? referral : null;
};

export const surroundingsIn = (context: proto.IContextInfo | null | undefined, chat: ChatId): Surroundings => {
  const info = context ?? {};
  return {
    replyTo: isElsewhere(info.remoteJid, chat) ? null : asRef(info.stanzaId),
    quoted: quoteIn(info),
    referral: referralIn(info),
    mentions: mentionsIn(info),
    mentionsAll: mentionsAll(info, chat),
    forwarded: forwardedIn(info),
    disappearsAfter: info.expiration || null,
  };
};
