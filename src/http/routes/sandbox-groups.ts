/** The groups of the sandbox: people make them, change them and write in them. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { SandboxControl } from '../../sandbox/control.ts';
import type { GroupShown } from '../../sandbox/control/groups.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { problem } from '../contract/problem.ts';
import { IsoTime, iso } from '../contract/shapes.ts';
import type { Env } from '../edge/env.ts';
import { body, params } from '../edge/parse.ts';
import { sandboxJoins } from './sandbox-joins.ts';
import { GroupId } from './sandbox-rooms.ts';
import { Digits } from './sandbox-shape.ts';
import { asWritten, contextOf, postingOf, Write, writtenOf } from './sandbox-write.ts';

const MEMBERS_MAX = 5_000;
const DISAPPEARING_MAX = 7_776_000;

const Addressing = v.pipe(
  v.picklist(['lid', 'pn']),
  v.description('Whether people are addressed by LID or by number in this group.'),
);
const Count = v.pipe(v.number(), v.integer());
const Seconds = v.pipe(
  Count,
  v.minValue(0),
  v.maxValue(DISAPPEARING_MAX),
  v.description('After so many seconds messages disappear; 0 for never.'),
);
const Subject = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const Description = v.pipe(v.string(), v.maxLength(2048));

const GROUP = {
  id: v.pipe(v.string(), v.examples(['120363000000000042@g.us'])),
  subject: v.string(),
  description: v.nullable(v.string()),
  addressing: Addressing,
  announceOnly: v.pipe(v.boolean(), v.description('Only admins may write.')),
  locked: v.pipe(v.boolean(), v.description('Only admins may change the subject and the description.')),
  disappearingSeconds: v.pipe(Count, v.description('0 for never.')),
  joinApproval: v.pipe(v.boolean(), v.description('An admin must approve those who join by the invite.')),
  receipts: v.pipe(v.boolean(), v.description("Whether the members' phones give receipts by themselves.")),
  hasPicture: v.boolean(),
  createdAt: IsoTime,
  size: v.pipe(Count, v.description('How many members it has.')),
  messages: v.pipe(Count, v.description('How many messages there are, reactions and the like included.')),
};

const GroupShape = v.pipe(v.object(GROUP), v.metadata({ ref: 'SandboxGroup' }));

const WholeGroupShape = v.pipe(
  v.object({
    ...GROUP,
    invite: v.pipe(v.string(), v.description('The code with which people join.')),
    requests: v.pipe(v.array(v.object({ number: v.string(), at: IsoTime })), v.description('Those who ask to join.')),
    invitations: v.pipe(
      v.array(v.object({ number: v.string(), code: v.string() })),
      v.description('People who could not be added, each with the code of its own invitation.'),
    ),
    members: v.array(
      v.object({
        number: v.string(),
        lid: v.string(),
        role: v.picklist(['member', 'admin', 'superadmin']),
        account: v.pipe(v.boolean(), v.description('Whether this is the account of the gateway.')),
      }),
    ),
  }),
  v.metadata({ ref: 'SandboxWholeGroup' }),
);

const ResultsShape = v.object({
  results: v.array(
    v.object({
      number: v.string(),
      ok: v.boolean(),
      code: v.pipe(
        Count,
        v.description(
          '200, 403 (lets nobody add it), 404 (no member, or not on WhatsApp), 406 (the creator), 408 (has just left), 409 (a member already) or 419 (the group is full).',
        ),
      ),
    }),
  ),
});

const Members = v.pipe(v.array(Digits), v.maxLength(MEMBERS_MAX));
const By = v.optional(v.pipe(Digits, v.description('Who does it; an admin other than the account, when left out.')));

const Create = v.strictObject({
  subject: Subject,
  members: v.pipe(Members, v.minLength(1), v.description('Those that are not on WhatsApp are left out.')),
  admins: v.optional(v.pipe(Members, v.description('The first of them, or else of the members, makes the group.'))),
  account: v.optional(v.pipe(v.boolean(), v.description('Whether the account of the gateway is a member.')), true),
  size: v.optional(v.pipe(Count, v.minValue(0), v.maxValue(MEMBERS_MAX), v.description('So many further members.')), 0),
  description: v.optional(v.nullable(Description), null),
  addressing: v.optional(Addressing, 'lid'),
  announceOnly: v.optional(v.boolean(), false),
  locked: v.optional(v.boolean(), false),
  joinApproval: v.optional(v.boolean(), false),
  sizeMax: v.optional(v.pipe(Count, v.minValue(1), v.description('So many members and no more; 1024 when left out.'))),
  disappearingSeconds: v.optional(Seconds, 0),
  receipts: v.optional(
    v.pipe(v.boolean(), v.description("Whether the members' phones give receipts by themselves.")),
    true,
  ),
});

const Change = v.strictObject({
  by: By,
  subject: v.optional(Subject),
  description: v.optional(v.nullable(Description)),
  announceOnly: v.optional(v.boolean()),
  locked: v.optional(v.boolean()),
  joinApproval: v.optional(v.boolean()),
  disappearingSeconds: v.optional(Seconds),
});

const Participants = v.strictObject({
  action: v.pipe(
    v.picklist(['add', 'remove', 'promote', 'demote']),
    v.description('A person who is named as `by` and removes itself leaves.'),
  ),
  members: v.pipe(Members, v.minLength(1)),
  by: By,
});

const groupAnswer = (shown: GroupShown): v.InferOutput<typeof GroupShape> => {
  const { members, createdAt, invite: _invite, requests: _requests, invitations: _invitations, ...group } = shown;
  return { ...group, createdAt: iso(createdAt), size: members.length };
};

const wholeAnswer = (group: GroupShown): v.InferOutput<typeof WholeGroupShape> => ({
  ...groupAnswer(group),
  invite: group.invite,
  requests: group.requests.map(({ number, at }) => ({ number, at: iso(at) })),
  invitations: group.invitations.map((invitation) => ({ ...invitation })),
  members: group.members.map((member) => ({ ...member })),
});

const UNKNOWN = 'There is no such group; list them with GET /api/sandbox/groups.';
const one = params(v.object({ id: GroupId }));

const present = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

const changes = (control: SandboxControl) =>
  new Hono<Env>()
    .patch(
      '/groups/:id',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Change a group',
        description: 'A person in the group changes it. The gateway is told, if its account is a member.',
        answers: { 200: { description: 'The group.', content: WholeGroupShape } },
        problems: ['sandbox.not_found', ...BODY_PROBLEMS],
      }),
      one,
      body(Change),
      (c) => {
        const { by, ...settings } = c.req.valid('json');
        const group = control.changeGroup(c.req.valid('param').id, present(settings), by);
        return group ? c.json(wholeAnswer(group)) : problem(c, 'sandbox.not_found', UNKNOWN);
      },
    )
    .post(
      '/groups/:id/participants',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Change the members of a group',
        description: 'Says what became of each. A member that was removed gets nothing more.',
        answers: { 200: { description: 'The outcomes.', content: ResultsShape } },
        problems: ['sandbox.not_found', ...BODY_PROBLEMS],
      }),
      one,
      body(Participants),
      (c) => {
        const { action, members, by } = c.req.valid('json');
        const outcomes = control.changeMembers(c.req.valid('param').id, action, members, by);
        if (!outcomes) return problem(c, 'sandbox.not_found', UNKNOWN);
        return c.json({ results: outcomes.map(({ number, code }) => ({ number, ok: code === 200, code })) });
      },
    )
    .post(
      '/groups/:id/write',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Write in a group from a member',
        description: 'As `write` does to the account, with every kind.',
        answers: { 200: { description: 'The message.', content: v.object({ messageId: v.string() }) } },
        problems: ['sandbox.not_found', ...BODY_PROBLEMS],
      }),
      one,
      body(Write),
      (c) => {
        const given = c.req.valid('json');
        const { id } = c.req.valid('param');
        const { from, content } = given;
        const writing = control.writeInGroup(id, from, writtenOf(content), contextOf(given), postingOf(given));
        return asWritten(c, writing, 'There is no such group in which this number may write.');
      },
    );

export const sandboxGroups = (control: SandboxControl) =>
  new Hono<Env>()
    .get(
      '/groups',
      describe({
        tag: 'Sandbox',
        scope: 'messages:read',
        summary: 'List the groups',
        description: 'The test group, `120363000000000042@g.us`, is always there.',
        answers: { 200: { description: 'The groups.', content: v.object({ items: v.array(GroupShape) }) } },
      }),
      (c) => c.json({ items: control.groups().map(groupAnswer) }),
    )
    .post(
      '/groups',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Make a group',
        description: 'A person makes it. The gateway is told, unless its account is left out.',
        answers: {
          201: { description: 'The group.', content: WholeGroupShape, headers: { Location: 'The group.' } },
        },
        problems: BODY_PROBLEMS,
      }),
      body(Create),
      (c) => {
        const { account, admins = [], sizeMax, ...plan } = c.req.valid('json');
        const bounded = sizeMax === undefined ? {} : { sizeMax };
        const group = control.createGroup({ ...plan, ...bounded, admins, withAccount: account });
        return c.json(wholeAnswer(group), 201, { Location: `/api/sandbox/groups/${group.id}` });
      },
    )
    .get(
      '/groups/:id',
      describe({
        tag: 'Sandbox',
        scope: 'messages:read',
        summary: 'Look at a group',
        description:
          "With its members. `GET /api/sandbox/phones/{number}/rooms/{id}` has its messages on a member's phone.",
        answers: { 200: { description: 'The group.', content: WholeGroupShape } },
        problems: ['sandbox.not_found', 'request.invalid'],
      }),
      one,
      (c) => {
        const group = control.group(c.req.valid('param').id);
        return group ? c.json(wholeAnswer(group)) : problem(c, 'sandbox.not_found', UNKNOWN);
      },
    )
    .route('/', changes(control))
    .route('/', sandboxJoins(control));
