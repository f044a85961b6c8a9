/** Routes for administrators only. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { describe } from '../contract/describe.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { refused } from '../contract/problem.ts';

const BackupShape = v.pipe(
  v.object({
    name: v.pipe(
      v.string(),
      v.description('The name of the file in the folder for backups (`WAYBILL_BACKUPS`).'),
      v.examples(['waybill-2026-01-31T12-00-00-000Z.db']),
    ),
    size: v.pipe(v.number(), v.integer(), v.description('In bytes.')),
    head: v.object({
      position: v.pipe(v.number(), v.integer(), v.description('The position of the last fact in the backup.')),
      hash: v.pipe(v.string(), v.description('The hash of that fact; 64 hex digits.')),
    }),
    sha256: v.pipe(v.string(), v.description('The digest of the file; 64 hex digits.')),
  }),
  v.metadata({ ref: 'Backup' }),
);

export const adminRoutes = ({ gateway: { backups } }: HttpDeps) =>
  new Hono<Env>().post(
    '/backup',
    describe({
      tag: 'Operation',
      scope: 'admin',
      summary: 'Make a backup',
      description:
        'Copies the database while it is in use, into the folder `WAYBILL_BACKUPS`, and answers once the copy is complete and on disk. The backup contains everything that was answered with 2xx before. It contains neither archived facts (`waybill archive`) nor the encryption key. For administrators.',
      answers: { 201: { description: 'The backup.', content: BackupShape } },
      problems: ['backup.running'],
    }),
    async (c) => {
      const made = await backups.make(callerOf(c), c.env?.closing);
      if (!made.ok) return refused(c, made.refusal);
      const { name, bytes, head, sha256 } = made.value;
      return c.json({ name, size: bytes, head: { position: head.position, hash: head.hash }, sha256 }, 201);
    },
  );
