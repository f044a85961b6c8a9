/** Asks what a job of the gateway has changed. */
import * as v from 'valibot';
import type { HttpClient } from '../http-client.ts';

const CHANGES = ['reaction', 'edit', 'delete'] as const;

const Job = v.looseObject({ type: v.string() });
const Member = v.looseObject({ messageId: v.string() });

/** The id of the message that a job reacts to, edits or deletes; null for a job that does none of it. */
export const changedByJob = async (client: HttpClient, stream: string): Promise<string | null> => {
  const job = v.parse(Job, await client.ask('GET', `/api/whatsapp/jobs/${stream.slice('job/'.length)}`));
  if (!CHANGES.some((change) => change === job.type)) return null;
  const member = v.safeParse(Member, job[job.type]);
  return member.success ? member.output.messageId : null;
};
