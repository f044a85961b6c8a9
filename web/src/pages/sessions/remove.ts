/** Removing a session, which is refused while messages wait in it. */
import { request } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';

/**
 * Answers null once the session is removed, and why not when messages wait; `cancel` cancels those.
 * @throws ApiProblem for every other refusal.
 */
export const removeSession = async (id: string, { cancel }: { cancel: boolean }): Promise<string | null> => {
  const path = `/api/whatsapp/sessions/${encodeURIComponent(id)}`;
  const answer = await request('delete', cancel ? `${path}?cancel=true` : path);
  if (answer.ok) return null;
  const problem = await problemOf(answer);
  if (problem.code !== 'session.has_waiting') throw problem;
  return problem.message;
};
