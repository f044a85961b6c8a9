/** The words of every failure and of every reason for which a session waits for a person, with what to do about each. */
import type { FailureCode } from '../events/facts/failure.ts';
import type { HaltReason } from '../events/facts/session.ts';

export interface FailureWords {
  /** Goes on after "because". */
  readonly because: string;
  /** What a person can do about it; goes on after a semicolon. */
  readonly advice: string;
  /** `retry` when the same message can still arrive, `resend` when only a new one can, `none` when neither helps. */
  readonly way: 'retry' | 'resend' | 'none';
  /** Whole sentences that only the page of errors has room for. */
  readonly more?: string;
}

export const FAILURE_WORDS: Readonly<Record<FailureCode, FailureWords>> = {
  ack_timeout: {
    because: 'WhatsApp did not acknowledge it in time',
    advice: 'it may have arrived all the same, and a retry is safe: nobody sees it twice',
    way: 'retry',
    more: 'The time is `WAYBILL_ACK_TIMEOUT_MS`.',
  },
  blocked: {
    because: 'WhatsApp forbids to write to this chat, most likely because the recipient has blocked the account',
    advice: 'reach the recipient in another way',
    way: 'none',
  },
  client_not_ready: {
    because: 'the session was not connected',
    advice: 'connect the session, then retry it',
    way: 'retry',
  },
  content_gone: {
    because: 'its text is no longer kept',
    advice: 'send it again as a new message',
    way: 'resend',
  },
  content_unreadable: {
    because: 'this version of Waybill cannot read it: a newer version has queued it, or it is damaged',
    advice: 'retry it with the newer version, or send it again as a new message',
    way: 'retry',
  },
  expired: {
    because: 'its time was over before it could go out',
    advice: 'send it again if it still matters',
    way: 'resend',
    more: 'The time is `expiresAt` of the request.',
  },
  group_announce_only: {
    because: 'only admins may write to this group, and this account is none',
    advice: 'let an admin of the group make it one, then retry it',
    way: 'retry',
    more: 'WhatsApp was asked for the group before this was decided.',
  },
  group_not_admin: {
    because: 'only admins may delete messages of others in a group, and this account is none',
    advice: 'let an admin of the group make it one, then retry it',
    way: 'retry',
    more: 'It was no admin any more when the deletion was to be sent.',
  },
  group_not_member: {
    because: 'this account is no member of the group',
    advice: 'let somebody add it to the group, then retry it',
    way: 'retry',
    more: 'WhatsApp was asked for the group before this was decided, or there is no such group.',
  },
  group_refused: {
    because: 'WhatsApp refused it for the group',
    advice: 'this may pass: each attempt asks for the members of the group once more',
    way: 'retry',
    more: '`status` is the number that WhatsApp has for the reason.',
  },
  media_conversion_unavailable: {
    because: 'its file, which was fetched later, must be converted, and that cannot be done here',
    advice: 'install ffmpeg and retry it, or send the file as a document',
    way: 'retry',
    more: 'The failure says what is missing.',
  },
  media_gone: {
    because: 'its file is no longer kept',
    advice: 'upload the file again and send a new message',
    way: 'resend',
  },
  media_too_large: {
    because: 'its file, which was fetched later, is larger than WhatsApp takes for this kind of message',
    advice: 'send it as a document, or make it smaller',
    way: 'resend',
    more: 'The failure says how large it may be.',
  },
  media_type_mismatch: {
    because: 'its file, which was fetched later, is of a type that this kind of message does not take',
    advice: 'send it as the kind that it is, or as a document',
    way: 'resend',
    more: 'The failure says what the bytes are.',
  },
  media_unavailable: {
    because: 'its file could not be read or stored here',
    advice: 'look at the disk and at the log, then retry it',
    way: 'retry',
    more: 'The disk is full, or too many files are being read.',
  },
  media_unreadable: {
    because: 'its file, which was fetched later, is damaged or empty',
    advice: 'make the file again, or send it as a document',
    way: 'resend',
  },
  media_unreachable: {
    because: 'the address of its file could not be fetched',
    advice: 'check the address, then retry it',
    way: 'retry',
    more: 'Such an address came with `"fetch": "later"`. A server that fails or is slow is asked again; a file that is not there, or an address that is not public, ends the message at once.',
  },
  media_upload_failed: {
    because: "WhatsApp's media host did not take its file",
    advice: 'a retry is safe: nothing was sent',
    way: 'retry',
    more: 'The status in the failure is what the media host answered.',
  },
  message_gone: {
    because: 'the message that it refers to did not go out',
    advice: 'see what became of that message',
    way: 'none',
  },
  message_too_old: {
    because: 'WhatsApp takes no change to a message that is older than 15 minutes',
    advice: 'send a new message instead',
    way: 'none',
  },
  network_timeout: {
    because: 'WhatsApp did not answer in time',
    advice: 'look at the network, then retry it',
    way: 'retry',
    more: 'What was asked may be which devices the recipient has.',
  },
  not_allowed: {
    because: 'this account is not allowed to write to this chat',
    advice: 'join the group, or reach the recipient in another way',
    way: 'retry',
  },
  not_registered: {
    because: 'the number is not on WhatsApp',
    advice: 'check the number: a retry cannot help',
    way: 'resend',
  },
  number_invalid: {
    because: 'WhatsApp does not accept this address',
    advice: 'check the number: a retry cannot help',
    way: 'resend',
  },
  protocol_error: {
    because: 'WhatsApp did not take it as it was sent',
    advice: 'this often passes, so retry it later',
    way: 'retry',
    more: '`status` is the number that WhatsApp has for the reason.',
  },
  rate_limited: {
    because: 'WhatsApp says that it is asked too much',
    advice: 'send more slowly, and retry it later',
    way: 'retry',
    more: 'The whole queue cools down. An account that goes on as before is at risk.',
  },
  reachout_locked: {
    because: 'WhatsApp does not let this account start new chats now',
    advice: 'wait until the lock ends: each attempt makes it longer',
    way: 'retry',
    more: 'Messages to people who have written first still arrive. WhatsApp calls it 463.',
  },
  refused: {
    because: 'WhatsApp refused it',
    advice: 'a retry of the same message is unlikely to help',
    way: 'resend',
    more: '`status` is the number that WhatsApp has for the reason.',
  },
  session_closed: {
    because: 'the connection to WhatsApp closed before it answered',
    advice: 'once the session is connected, a retry is safe: nobody sees it twice',
    way: 'retry',
  },
};

export interface HaltWords {
  /** What happened. */
  readonly happened: string;
  /** What a person can do about it. */
  readonly advice: string;
  /** Whole sentences that only the page of errors has room for. */
  readonly more?: string;
}

/** Each sentence without its full stop; the first word is written as in the middle of a sentence. */
export const HALT_WORDS: Readonly<Record<HaltReason, HaltWords>> = {
  account_banned: {
    happened: 'WhatsApp has banned the account',
    advice: 'look at the phone, where it can be appealed',
  },
  account_locked: {
    happened: 'WhatsApp has locked the account',
    advice: 'look at the phone and do what it asks, then start the session',
  },
  client_outdated: {
    happened: 'WhatsApp asks for a newer client',
    advice: 'upgrade Waybill, then start the session',
  },
  connection_replaced: {
    happened: 'another client uses this link',
    advice: 'stop that one, then start the session',
    more: 'It is often a copy of the data folder, or a restored backup beside the original.',
  },
  restart_budget_spent: {
    happened: 'every restart failed',
    advice: 'look at the network between Waybill and WhatsApp, then start the session',
    more: 'Fifty in a row brought no connection that held.',
  },
  temporarily_banned: {
    happened: 'WhatsApp has banned the account for a time',
    advice: 'let it rest until then, then start the session',
    more: '`until` says how long. Send less afterwards.',
  },
  unsupported_client: {
    happened: 'WhatsApp does not take this client',
    advice: 'upgrade Waybill, then start the session',
  },
};
