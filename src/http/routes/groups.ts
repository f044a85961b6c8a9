/** Shows the groups of a session. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { Addressing, GroupRole } from '../../events/facts/group.ts';
import type { GroupDetail, GroupView } from '../../gateway/sessions/groups.ts';
import { ChatId, phoneNumberOf, SessionId } from '../../kernel/ids.ts';
import { describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, IsoTime, iso, isoOrNull, Limit, pageOf, Session } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { params, query } from '../edge/parse.ts';

const group = {
  groupId: v.pipe(ChatId, v.examples(['120363000000000042@g.us'])),
  session: SessionId,
  subject: v.nullable(v.string()),
  description: v.nullable(v.string()),
  addressing: v.pipe(Addressing, v.description('How the members address each other: by number, or by hidden id.')),
  announceOnly: v.pipe(v.boolean(), v.description('Only admins may write.')),
  locked: v.pipe(v.boolean(), v.description('Only admins may change the group.')),
  disappearingSeconds: v.pipe(v.number(), v.integer(), v.description('0 if no message disappears.')),
  size: v.pipe(v.number(), v.integer(), v.description('How many members there are, this account included.')),
  askedAt: v.pipe(IsoTime, v.description('When WhatsApp last told the whole group; notices keep it true since.')),
  leftAt: v.pipe(v.nullable(IsoTime), v.description('When this account stopped to be a member.')),
};

const GroupShape = v.pipe(v.object(group), v.metadata({ ref: 'Group' }));

const GroupDetailShape = v.pipe(
  v.object({
    ...group,
    members: v.array(
      v.object({
        id: v.pipe(ChatId, v.description('The address that the group uses.')),
        number: v.pipe(v.nullable(v.string()), v.description('Null where the group hides it.')),
        lid: v.nullable(ChatId),
        role: GroupRole,
      }),
    ),
  }),
  v.metadata({ ref: 'GroupDetail' }),
);

const Id = v.object({
  id: v.pipe(
    v.string(),
    v.regex(/^[0-9-]{5,40}@g\.us$/, 'Expected the id of a group, such as 120363000000000042@g.us'),
    v.examples(['120363000000000042@g.us']),
  ),
});

const Refresh = v.optional(
  v.pipe(v.picklist(['true', 'false']), v.description('`true` asks WhatsApp first, and records the answer.')),
  'false',
);

const viewAnswer = ({ askedAt, leftAt, ...view }: GroupView) => ({
  ...view,
  askedAt: iso(askedAt),
  leftAt: isoOrNull(leftAt),
});

const detailAnswer = ({ members, ...view }: GroupDetail) => ({
  ...viewAnswer(view),
  members: members.map(({ id, number, lid, role }) => ({
    id,
    number: phoneNumberOf(id) ?? phoneNumberOf(number ?? ''),
    lid: id.endsWith('@lid') ? id : (lid ?? null),
    role,
  })),
});

export const groupRoutes = ({ gateway: { groups } }: HttpDeps) =>
  new Hono<Env>()
    .get(
      '/groups',
      describe({
        tag: 'Groups',
        summary: 'List the groups',
        description:
          'Those on record: a message was sent to them, WhatsApp announced them, or somebody asked for them.',
        answers: { 200: { description: 'The groups, by id, without their members.', content: pageOf(GroupShape) } },
        problems: ['request.invalid', 'session.not_found'],
      }),
      query(v.strictObject({ session: Session, limit: Limit, cursor: Cursor })),
      (c) => {
        const page = groups.list(c.req.valid('query'));
        if (!page.ok) return refused(c, page.refusal);
        return c.json({ items: page.value.items.map(viewAnswer), nextCursor: page.value.nextCursor });
      },
    )
    .get(
      '/groups/:id',
      describe({
        tag: 'Groups',
        summary: 'Look at a group',
        description: 'With its members, as they are on record.',
        answers: { 200: { description: 'The group.', content: GroupDetailShape } },
        problems: [
          'group.not_found',
          'group.not_member',
          'request.invalid',
          'session.not_found',
          'session.not_live',
          'whatsapp.no_answer',
        ],
      }),
      params(Id),
      query(v.strictObject({ session: Session, refresh: Refresh })),
      async (c) => {
        const { session, refresh } = c.req.valid('query');
        const { id } = c.req.valid('param');
        const found = refresh === 'true' ? await groups.refresh(session, id, callerOf(c)) : groups.byId(session, id);
        return found.ok ? c.json(detailAnswer(found.value)) : refused(c, found.refusal);
      },
    );
