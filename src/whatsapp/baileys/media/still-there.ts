/** Whether a media host still has a file: a HEAD, with a deadline of its own. */
import { type Agent, request } from 'node:https';

export interface Look {
  readonly url: string;
  readonly agent: Agent;
  readonly idleMs: number;
}

/** The host says that it has no such file. Any other answer says nothing about it. */
const GONE: readonly (number | null)[] = [404, 410];

const statusOf = ({ url, agent, idleMs }: Look): Promise<number | null> =>
  new Promise((resolve) => {
    const outgoing = request(url, { method: 'HEAD', agent, timeout: idleMs });
    outgoing.on('response', (response) => {
      response.destroy();
      resolve(response.statusCode ?? null);
    });
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('error', () => resolve(null));
    outgoing.on('close', () => resolve(null));
    outgoing.end();
  });

/** False only if the host answers that the file is gone: a host that is slow or down may have it all the same. */
export const isStillThere = async (look: Look): Promise<boolean> => !GONE.includes(await statusOf(look));
