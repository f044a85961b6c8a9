/** What a session's state means for messages, and what a person can do about it. */
import type { Schema } from '../api/client.ts';
import { HALT_WORDS } from '../api/words.ts';
import { capital } from './sentence.ts';

type Session = Schema<'Status'>['session'];

const halted = ({ reason }: Session): string => {
  const words = HALT_WORDS[reason ?? ''];
  return words
    ? `${capital(words.happened)}. ${capital(words.advice)}.`
    : 'It waits for a person. Look at why it was disconnected, then start it.';
};

const stopped = ({ since, reason }: Session): string => {
  if (since === null) return 'It was never started. Start it to link a phone.';
  if (reason === 'qr_expired') return 'Nobody scanned the QR. Start it again when the phone is at hand.';
  return 'It was stopped. The phone stays linked; messages wait until it is started.';
};

const loggedOut = ({ reason }: Session): string =>
  reason === 'asked'
    ? 'The phone was unlinked on request. Start the session and scan again; messages wait until then.'
    : 'The phone has unlinked this device. Start the session and scan again; messages wait until then.';

/** One or two sentences. */
export const sessionAdvice = (session: Session): string => {
  switch (session.state) {
    case 'stopped':
      return stopped(session);
    case 'connecting':
      return 'Opening the link to WhatsApp.';
    case 'qr':
      return 'Scan the QR with the phone whose account is to send. Messages wait until then.';
    case 'ready':
      return 'Connected: messages can go out.';
    case 'keepalive':
      return 'WhatsApp did not answer the last check. Messages wait for a moment.';
    case 'timeout':
      return 'WhatsApp has been silent for too long. The link is given up and opened again by itself.';
    case 'restart':
      return 'The link closed and is opened again by itself. Messages wait.';
    case 'loggedOut':
      return loggedOut(session);
    case 'halted':
      return halted(session);
  }
};
