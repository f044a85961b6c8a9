/** The version and kind of this gateway, for the pages. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { describe } from './describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';

const About = v.pipe(
  v.object({
    version: v.pipe(v.string(), v.examples(['0.1.0'])),
    whatsapp: v.pipe(
      v.picklist(['live', 'sandbox']),
      v.description('Whether messages reach real phones, or those of the embedded WhatsApp.'),
    ),
  }),
  v.metadata({ ref: 'About' }),
);

export const aboutRoutes = ({ version, sandbox }: HttpDeps) =>
  new Hono<Env>().get(
    '/about',
    describe({
      tag: 'Operation',
      scope: 'own',
      reach: 'nothing',
      summary: 'What this gateway is',
      answers: { 200: { description: 'Its version, and which WhatsApp it talks to.', content: About } },
    }),
    (c) => c.json({ version, whatsapp: sandbox ? 'sandbox' : 'live' }),
  );
