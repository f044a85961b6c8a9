/** Groups as the API shows them. */
import * as v from 'valibot';
import { Addressing, GroupRole } from '../../events/facts/group.ts';
import type { GroupDetail, GroupView } from '../../gateway/groups/groups.ts';
import { type ParticipantResult, REASONS } from '../../gateway/groups/outcomes.ts';
import { ChatId, ContactId, phoneNumberOf, SessionId } from '../../kernel/ids.ts';
import type { GroupPerson } from '../../events/facts/group.ts';
import { IsoTime, iso, isoOrNull } from '../contract/shapes.ts';

export const GroupId = v.pipe(ChatId, v.examples(['120363000000000042@g.us']));

const group = {
  groupId: GroupId,
  session: SessionId,
  subject: v.nullable(v.string()),
  description: v.nullable(v.string()),
  addressing: v.pipe(Addressing, v.description('How the members address each other: by number, or by hidden id.')),
  announceOnly: v.pipe(v.boolean(), v.description('Only admins may write.')),
  locked: v.pipe(v.boolean(), v.description('Only admins may change the group.')),
  joinApproval: v.pipe(
    v.nullable(v.boolean()),
    v.description('An admin must approve those who join by the invite. Null if WhatsApp did not tell it yet.'),
  ),
  disappearingSeconds: v.pipe(v.number(), v.integer(), v.description('0 if no message disappears.')),
  size: v.pipe(v.number(), v.integer(), v.description('How many members there are, this account included.')),
  askedAt: v.pipe(IsoTime, v.description('When WhatsApp last told the whole group; notices keep it true since.')),
  leftAt: v.pipe(v.nullable(IsoTime), v.description('When this account stopped to be a member.')),
};

export const GroupShape = v.pipe(v.object(group), v.metadata({ ref: 'Group' }));

const person = {
  id: v.pipe(ChatId, v.description('The address that the group uses.')),
  number: v.pipe(v.nullable(v.string()), v.description('Null where the group hides it.')),
  lid: v.nullable(ChatId),
};

const member = {
  ...person,
  contactId: v.pipe(v.nullable(ContactId), v.description('Null for this account, and for people not on record.')),
  number: v.pipe(v.nullable(v.string()), v.description('Null where neither the group nor the contact tells it.')),
  name: v.pipe(v.nullable(v.string()), v.description('The best of their names; null where none is known.')),
  role: GroupRole,
};

const detail = { ...group, members: v.array(v.object(member)) };

export const GroupDetailShape = v.pipe(v.object(detail), v.metadata({ ref: 'GroupDetail' }));

const Results = v.array(
  v.pipe(
    v.object({
      participant: v.pipe(v.string(), v.description('As the request names the person.')),
      ok: v.boolean(),
      code: v.optional(v.pipe(v.number(), v.integer(), v.description("WhatsApp's number for what it refused."))),
      reason: v.optional(
        v.pipe(
          v.picklist(REASONS),
          v.description('`privacy`: the person lets this account add it to no group. `no_answer`: look at the group.'),
        ),
      ),
      inviteSent: v.optional(
        v.pipe(v.boolean(), v.description('Whether a person with `privacy` got an invitation as a message instead.')),
      ),
    }),
    v.metadata({ ref: 'GroupResult' }),
  ),
);

export const ResultsShape = v.object({ results: Results });

export const GroupMadeShape = v.pipe(
  v.object({
    ...detail,
    results: Results,
    notDone: v.pipe(
      v.array(v.string()),
      v.description('What was asked for and is not so: `description`, if WhatsApp did not take it.'),
    ),
  }),
  v.metadata({ ref: 'GroupMade' }),
);

export const RequestsShape = v.object({
  items: v.array(
    v.object({
      ...person,
      askedAt: v.nullable(IsoTime),
      method: v.pipe(v.nullable(v.string()), v.description("WhatsApp's word for the way, such as `invite_link`.")),
    }),
  ),
});

export const Id = v.object({
  id: v.pipe(
    v.string(),
    v.regex(/^[0-9-]{5,40}@g\.us$/, 'Expected the id of a group, such as 120363000000000042@g.us'),
    v.examples(['120363000000000042@g.us']),
  ),
});

export const viewAnswer = ({ askedAt, leftAt, ...view }: GroupView): v.InferOutput<typeof GroupShape> => ({
  ...view,
  askedAt: iso(askedAt),
  leftAt: isoOrNull(leftAt),
});

export const personAnswer = ({ id, number, lid }: GroupPerson) => ({
  id,
  number: phoneNumberOf(id) ?? phoneNumberOf(number ?? ''),
  lid: id.endsWith('@lid') ? id : (lid ?? null),
});

export const detailAnswer = ({ members, ...view }: GroupDetail): v.InferOutput<typeof GroupDetailShape> => ({
  ...viewAnswer(view),
  members: [...members],
});

export const resultsAnswer = (results: readonly ParticipantResult[]): v.InferOutput<typeof Results> =>
  results.map((result) => ({ ...result }));
