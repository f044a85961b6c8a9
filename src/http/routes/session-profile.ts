/** The profile of the account: its name, its about and its picture. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { MediaSource } from '../../messages/media-source.ts';
import { BODY_PROBLEMS, describe, FILE_PROBLEMS } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { SessionQuery } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, query } from '../edge/parse.ts';

/** As many as phones take. */
const NAME_MAX = 25;
const ABOUT_MAX = 139;

const Profile = v.pipe(
  v.object({
    name: v.pipe(v.nullable(v.string()), v.description('Null until the phone has told it, or a change has set it.')),
    about: v.nullable(v.string()),
    pictureUrl: v.pipe(
      v.nullable(v.string()),
      v.description("The address of the picture at WhatsApp's servers, which holds for some days."),
    ),
  }),
  v.metadata({ ref: 'SessionProfile' }),
);

const Change = v.pipe(
  v.strictObject({
    name: v.optional(
      v.pipe(
        v.string(),
        v.regex(/\S/, 'Expected at least 1 character that is no space'),
        v.maxLength(NAME_MAX, `Expected at most ${NAME_MAX} characters`),
      ),
    ),
    about: v.optional(
      v.nullable(
        v.pipe(
          v.string(),
          v.maxLength(ABOUT_MAX, `Expected at most ${ABOUT_MAX} characters`),
          v.description('Null or empty takes it away.'),
        ),
      ),
    ),
    picture: v.optional(
      v.pipe(
        v.nullable(v.strictObject({ media: MediaSource })),
        v.description('Any picture that can be sent. Its middle becomes a square JPEG. Null takes it away.'),
      ),
    ),
  }),
  v.check((change) => Object.keys(change).length > 0, 'Expected at least one change'),
  v.metadata({ ref: 'SessionProfileChange' }),
);

export const sessionProfileRoutes = ({ gateway: { profile } }: HttpDeps) =>
  new Hono<Env>()
    .get(
      '/session/profile',
      describe({
        tag: 'Session',
        scope: 'sessions:read',
        reach: 'one-session',
        summary: 'Look at the profile of the account',
        description: 'WhatsApp is asked each time; a session may ask 20 times at once, and once more every 10 seconds.',
        answers: { 200: { description: 'The profile, as the account itself sees it.', content: Profile } },
        problems: [
          'profile.refused',
          'rate.limited',
          'request.invalid',
          'session.not_found',
          'session.not_live',
          'whatsapp.no_answer',
        ],
      }),
      query(SessionQuery),
      async (c) => {
        const found = await profile.look(c.get('session'));
        return found.ok ? c.json(found.value) : refused(c, found.refusal);
      },
    )
    .put(
      '/session/profile',
      describe({
        tag: 'Session',
        scope: 'sessions:control',
        summary: 'Change the profile of the account',
        description:
          'What is left out stays as it is. WhatsApp takes one change at a time: the name, the about, the picture. A problem says in `done` which were made before it, and in `notDone` which were not.',
        answers: { 204: { description: 'All of it is changed, on every device of the account.' } },
        problems: [
          ...FILE_PROBLEMS,
          'profile.refused',
          'rate.limited',
          'session.no_app_state',
          'session.not_found',
          'session.not_live',
          'whatsapp.no_answer',
          ...BODY_PROBLEMS,
        ],
      }),
      query(SessionQuery),
      body(Change),
      async (c) => {
        const told = await profile.change(c.get('session'), c.req.valid('json'), callerOf(c));
        return told.ok ? c.body(null, 204) : refused(c, told.refusal);
      },
    );
