/** Removing a session, which is refused while messages wait in it. */
import { remove } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';

/**
 * Answers null once the session is removed, or the refusal in a sentence when messages wait; `cancel` cancels those.
 * @throws ApiProblem for every other refusal.
 */
export const removeSession = async (id: string, { cancel }: { cancel: boolean }): Promise<string | null> => {
  try {
    await remove('/api/whatsapp/sessions/{id}', { params: { id }, query: cancel ? { cancel: 'true' } : {} });
    return null;
  } catch (thrown) {
    if (thrown instanceof ApiProblem && thrown.code === 'session.has_waiting') return thrown.message;
    throw thrown;
  }
};
