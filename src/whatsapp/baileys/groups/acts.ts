/** What the account does with groups, over a connection. */
import type { BinaryNode, proto, WASocket } from 'baileys';
import { jidNormalizedUser } from 'baileys';
import type { Entropy } from '../../../kernel/entropy.ts';
import type { ChatId } from '../../../kernel/ids.ts';
import type { GroupActs } from '../../group-acts.ts';
import type { Groups } from '../../port.ts';
import { classify, classifyGroup, undelivered } from '../failures.ts';
import { groupIn, groupsIn, type Self } from './group-nodes.ts';
import {
  descriptionIdIn,
  groupQueries,
  invitedGroupIn,
  inviteIn,
  joinedIn,
  leaveErrorIn,
  outcomesIn,
  participantsIn,
  requestsIn,
} from './group-queries.ts';

export interface ActsPorts {
  readonly socket: Pick<WASocket, 'signalRepository'>;
  readonly entropy: Pick<Entropy, 'bytes'>;
  self(): Self;
  /** Asks WhatsApp, with a deadline. @throws Undelivered */
  query(node: BinaryNode): Promise<BinaryNode>;
  /** Sends a message to a person; resolves when it is acknowledged. @throws Undelivered */
  deliver(to: ChatId, message: proto.IMessage, id: string): Promise<void>;
}

/** As long as the ids of WhatsApp's own web client. */
const KEY_BYTES = 9;
const CONFLICT = 409;

const unread = () => undelivered('protocol_error', false);

/** The part of an answer that was asked for. @throws Undelivered if it is not there */
const read = <T>(found: T | null): T => {
  if (found === null) throw unread();
  return found;
};

export const groupActsOver = ({ socket, entropy, self, query, deliver }: ActsPorts): Groups => {
  const newKey = (): string => `3EB0${Buffer.from(entropy.bytes(KEY_BYTES)).toString('hex').toUpperCase()}`;

  const otherOf = async (person: ChatId): Promise<string | null> => {
    const { lidMapping } = socket.signalRepository;
    return person.endsWith('@lid') ? lidMapping.getPNForLID(person) : lidMapping.getLIDForPN(person);
  };

  const outcomesOf = async (people: readonly ChatId[], participants: readonly BinaryNode[]) => {
    const known = await Promise.all(
      people.map(async (person): Promise<[ChatId, readonly ChatId[]]> => {
        const other = await otherOf(person);
        return [person, other === null ? [person] : [person, jidNormalizedUser(other)]];
      }),
    );
    const spellings = new Map(known);
    return outcomesIn(people, participants, (person) => spellings.get(person) ?? [person]);
  };

  const describe = async (chatId: ChatId, text: string | null, isSecond = false): Promise<void> => {
    const before = descriptionIdIn(await query(groupQueries.group(chatId)));
    if (text === null && before === null) return;
    try {
      await query(groupQueries.describe(chatId, text, newKey(), before));
    } catch (thrown) {
      // Somebody described it in between.
      if (isSecond || classify(thrown, false).failure.status !== CONFLICT) throw thrown;
      await describe(chatId, text, true);
    }
  };

  const acts: GroupActs = {
    async createGroup(subject, people) {
      const answer = await query(groupQueries.create(subject, people, newKey()));
      const made = read(groupIn(answer, self()));
      return { ...made, outcomes: await outcomesOf(people, participantsIn(answer, 'group')) };
    },
    async changeGroup(chatId, change) {
      if (change.kind === 'description') return describe(chatId, change.description);
      await query(groupQueries.change(chatId, change));
    },
    async changeMembers(chatId, action, people) {
      return outcomesOf(people, participantsIn(await query(groupQueries.members(chatId, action, people)), action));
    },
    sendInvitation: (to, groupJid, { code, expiresAt }, groupName) =>
      deliver(
        to,
        { groupInviteMessage: { groupJid, inviteCode: code, inviteExpiration: expiresAt / 1000, groupName } },
        newKey(),
      ),
    async setGroupPicture(chatId, jpeg) {
      await query(groupQueries.picture(chatId, jpeg));
    },
    async leaveGroup(chatId) {
      const error = leaveErrorIn(await query(groupQueries.leave(chatId)));
      if (error !== null) throw undelivered('group_not_member', false, error);
    },
    groupInvite: async (chatId, revoke) => read(inviteIn(await query(groupQueries.invite(chatId, revoke)))),
    invitedGroup: async (code) => read(invitedGroupIn(await query(groupQueries.invited(code)))),
    joinGroup: async (code) => read(joinedIn(await query(groupQueries.join(code)))),
    joinRequests: async (chatId) => requestsIn(await query(groupQueries.requests(chatId))),
    async answerJoinRequests(chatId, action, people) {
      const answer = await query(groupQueries.answerRequests(chatId, action, people));
      return outcomesOf(people, participantsIn(answer, 'membership_requests_action', action));
    },
  };

  return {
    ...acts,
    async group(chatId) {
      try {
        return read(groupIn(await query(groupQueries.group(chatId)), self())).group;
      } catch (thrown) {
        throw classifyGroup(thrown);
      }
    },
    groups: async () => groupsIn(await query(groupQueries.groups()), self()),
  };
};
