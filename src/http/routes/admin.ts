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

const Bytes = v.pipe(v.number(), v.integer());

const SettingShape = v.object({
  name: v.pipe(v.string(), v.examples(['WAYBILL_PORT'])),
  group: v.pipe(v.string(), v.description('The heading under which it is shown.')),
  meaning: v.string(),
  source: v.pipe(v.picklist(['environment', 'file', 'default']), v.description('`file` is `.env`.')),
  value: v.pipe(
    v.nullable(v.string()),
    v.description('As it was given. Null where nothing was given, and for each secret.'),
  ),
  byDefault: v.pipe(v.string(), v.description('What counts where nothing is given, in words.')),
  secret: v.boolean(),
});

const SettingsShape = v.pipe(
  v.object({
    version: v.string(),
    node: v.string(),
    platform: v.string(),
    settings: v.array(SettingShape),
    data: v.object({
      folder: v.string(),
      bytes: Bytes,
      complete: v.pipe(v.boolean(), v.description('False if there were too many files to look at each.')),
      parts: v.pipe(
        v.array(v.object({ name: v.string(), bytes: Bytes })),
        v.description('Files and folders at its top, the largest first.'),
      ),
      freeBytes: v.pipe(v.nullable(Bytes), v.description('What the disk has left; null if it does not say.')),
    }),
  }),
  v.metadata({ ref: 'Settings' }),
);

export const adminRoutes = ({ gateway: { backups }, installation, version }: HttpDeps) =>
  new Hono<Env>()
    .get(
      '/settings',
      describe({
        tag: 'Operation',
        scope: 'admin',
        reach: 'nothing',
        summary: 'See what the gateway runs with',
        description:
          'Each setting of the process with its value, where that came from and what it does, and what the data folder holds. Secrets are left out. Settings are read at the start; a change takes a restart.',
        answers: { 200: { description: 'The settings.', content: SettingsShape } },
      }),
      async (c) => {
        const { settings, data, ...rest } = await installation.look();
        return c.json({ version, ...rest, settings: [...settings], data: { ...data, parts: [...data.parts] } });
      },
    )
    .post(
      '/backup',
      describe({
        tag: 'Operation',
        scope: 'admin',
        summary: 'Make a backup',
        description:
          'Copies the database while it is in use, into the folder `WAYBILL_BACKUPS`, and answers once the copy is complete and on disk. The backup contains everything that was answered with 2xx before. It contains neither archived facts (`waybill archive`) nor the encryption key. For administrators.',
        answers: { 201: { description: 'The backup.', content: BackupShape } },
        problems: ['backup.running', 'backup.elsewhere'],
      }),
      async (c) => {
        const made = await backups.make(callerOf(c), c.env?.closing);
        if (!made.ok) return refused(c, made.refusal);
        const { name, bytes, head, sha256 } = made.value;
        return c.json({ name, size: bytes, head: { position: head.position, hash: head.hash }, sha256 }, 201);
      },
    );
