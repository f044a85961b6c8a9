/** Why a message did not go out, in plain words: to go on after "because". */
const WHY: Readonly<Record<string, string>> = {
  ack_timeout: 'WhatsApp did not acknowledge it in time',
  client_not_ready: 'the session was not ready',
  network_timeout: 'WhatsApp did not answer in time',
  protocol_error: 'WhatsApp answered something unexpected',
  session_closed: 'the connection closed while it was being sent',
  blocked: 'the recipient has blocked this account',
  content_gone: 'its text was erased before it was sent',
  not_allowed: 'this account may not write to this chat',
  not_registered: 'the number is not on WhatsApp',
  number_invalid: 'WhatsApp does not take this number',
  rate_limited: 'WhatsApp said that it is asked too much',
  reachout_locked: 'WhatsApp has locked this account out of new chats',
  refused: 'WhatsApp refused it',
};

/** Of a failure's `code`. */
export const failureReason = (code: string): string => WHY[code] ?? code.replaceAll('_', ' ');
