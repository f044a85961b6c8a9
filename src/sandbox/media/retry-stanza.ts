/** The stanza with the phone's answer to a device that asked for the upload of a file again. */
import { jidOf } from '../addresses.ts';
import { type Node, node, seconds } from '../nodes.ts';
import type { Waiting } from '../waiting.ts';
import { PHONE_NUMBER } from '../world.ts';

const NO_SUCH_MESSAGE = 2;

export const mediaRetryStanza = ({
  id,
  chat,
  fromMe,
  author,
  sealed,
  at,
}: Extract<Waiting, { kind: 'media_retry' }>): Node =>
  node('notification', { type: 'mediaretry', from: jidOf(PHONE_NUMBER), id, t: seconds(at) }, [
    sealed === null
      ? node('error', { code: NO_SUCH_MESSAGE })
      : node('encrypt', {}, [
          node('enc_p', {}, Buffer.from(sealed.body, 'base64')),
          node('enc_iv', {}, Buffer.from(sealed.iv, 'base64')),
        ]),
    node('rmr', { jid: chat, from_me: fromMe, participant: author }),
  ]);
