/** Uploads a file and says how far it is, which `fetch` cannot. */
import { below } from '../base.ts';
import { inSession, type Schema } from './client.ts';
import { LoggedOut, problemOf, Unreachable } from './problem.ts';
import { accessToken } from './session.ts';

export interface Uploading {
  /** From 0 to 1. */
  readonly progress: (part: number) => void;
  readonly signal: AbortSignal;
}

const once = (file: File, token: string, { progress, signal }: Uploading): Promise<Response> =>
  new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    const stop = (): void => sending.abort();
    sending.open('POST', below(inSession(`/api/whatsapp/media?${new URLSearchParams({ fileName: file.name })}`)));
    sending.setRequestHeader('Authorization', `Bearer ${token}`);
    sending.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    sending.upload.addEventListener('progress', ({ loaded, total }) => progress(total > 0 ? loaded / total : 0));
    sending.addEventListener('load', () => resolve(new Response(sending.responseText, { status: sending.status })));
    sending.addEventListener('error', () => reject(new Unreachable(null)));
    sending.addEventListener('abort', () => reject(signal.reason));
    sending.addEventListener('loadend', () => signal.removeEventListener('abort', stop));
    signal.addEventListener('abort', stop);
    sending.send(file);
  });

/** @throws ApiProblem, Unreachable, LoggedOut, or the reason of the signal. */
export const upload = async (file: File, terms: Uploading): Promise<Schema<'Media'>> => {
  const token = await accessToken();
  if (token === null) throw new LoggedOut();
  let answer = await once(file, token, terms);
  if (answer.status === 401) {
    const fresh = await accessToken(token);
    if (fresh === null) throw new LoggedOut();
    answer = await once(file, fresh, terms);
  }
  if (!answer.ok) throw await problemOf(answer);
  return (await answer.json()) as Schema<'Media'>;
};
