/** Written by test/web/words-file.test.ts from src/story; change the words there. */

/** By type of fact; values stand in braces, as src/story/fact-words.ts explains. */
export const FACT_WORDS: Readonly<Record<string, string>> = {
  "job.queued": "Queued for {chat|chat}, priority {priority|lower}",
  "job.drafted": "Drafted for {chat|chat}, to be approved",
  "job.approved": "Approved",
  "job.rejected": "Rejected",
  "job.started": "Attempt {attempt} began",
  "job.edited": "Edited before it went out",
  "job.released": "The message that it names has ended; it goes on",
  "job.expired": "Failed for good: {failure.message}",
  "job.validated": "{chat|chat} is on WhatsApp",
  "job.completed": "Acknowledged by WhatsApp",
  "job.failed": "Attempt failed, the next one comes in {retryAt|wait}: {failure.message}",
  "job.abandoned": "Failed for good: {failure.message}",
  "job.interrupted": "Interrupted; it waits again, the attempt does not count",
  "job.retried": "Waits again, on request",
  "job.cancelled": "Cancelled",
  "job.dismissed": "Dismissed from the retry queue",
  "job.receipts": "Receipts of members came in",
  "job.delivered": "Delivered to the phone",
  "job.read": "Read",
  "job.played": "Played",
  "media.requested": "File to be fetched at the first attempt, as {use}",
  "media.awaited": "File to be fetched from WhatsApp ({kind})",
  "media.failed": "File could not be fetched ({reason})",
  "media.retried": "File to be fetched again",
  "media.relocated": "File uploaded again by the phone",
  "media.skipped": "File too large to be fetched by itself",
  "media.withheld": "File kept from linked devices by WhatsApp",
  "media.stored": "File stored ({mimetype})",
  "media.expired": "File no longer here ({reason})",
  "call.received": "A call of {by|chat}",
  "call.ended": "The call is over ({outcome})",
  "group.recorded": "Group recorded",
  "group.members_changed": "Members changed ({action})",
  "group.settings_changed": "Settings of the group changed",
  "group.described": "Subject or description of the group changed",
  "group.picture_changed": "Picture of the group changed",
  "group.invite_revoked": "Invite of the group renewed",
  "group.invited": "Invitations to the group sent",
  "group.requests_changed": "Requests to join {change}",
  "group.left": "No member any more ({reason})",
  "contact.found": "A person is known",
  "contact.addressed": "Another address of the person is known",
  "contact.named": "A name of the person is known",
  "contact.merged": "The same person as {contact}",
  "contact.blocked": "Blocked",
  "contact.unblocked": "No longer blocked",
  "message.received": "A message of {by|chat} ({source})",
  "message.repaired": "A message can be read now",
  "message.edited": "Edited by {by|chat}",
  "message.deleted": "Taken back by {by|chat}",
  "message.reacted": "A reaction of {by|chat}",
  "poll.voted": "A vote of {by|chat}",
  "chat.read": "Read ({source})",
  "chat.marked_unread": "Marked as unread ({source})",
  "chat.archived": "Archived ({source})",
  "chat.unarchived": "Taken out of the archive ({source})",
  "chat.pinned": "Pinned ({source})",
  "chat.unpinned": "Unpinned ({source})",
  "chat.muted": "Muted ({source})",
  "chat.unmuted": "Unmuted ({source})",
  "chat.timer_set": "Messages disappear after {seconds|count:second} ({source})",
  "content.erased": "What was said was erased ({reason})",
  "session.started": "{subject}: opening the link",
  "session.qr_issued": "{subject}: a QR waits to be scanned until {expiresAt|time}",
  "session.qr_expired": "{subject}: nobody scanned the QR",
  "session.paired": "{subject}: linked to {account|chat}",
  "session.opened": "{subject}: connected, messages go out as the queue allows",
  "session.keepalive_missed": "{subject}: a keep-alive was not answered",
  "session.keepalive_answered": "{subject}: WhatsApp answers again",
  "session.timed_out": "{subject}: silent for too long, the link is given up",
  "session.closed": "{subject}: the link closed ({reason}), again {restartAt|soon}",
  "session.interrupted": "{subject}: was connected when the process ended",
  "session.stopped": "{subject}: stopped",
  "session.logged_out": "{subject}: logged out",
  "session.halted": "{subject}: halted, {detail}",
  "session.unlink_pending": "{subject}: WhatsApp has yet to unlink the device",
  "session.unlinked": "{subject}: the device is unlinked",
  "session.unlink_given_up": "{subject}: unlink the device on the phone",
  "session.removed": "{subject}: removed",
  "session.configured": "{subject}: settings changed",
  "session.presence_set": "{subject}: available to others: {available}",
  "session.profile_changed": "{subject}: the profile was changed ({part|words})",
  "session.history_asked": "{subject}: asking the phone for {days|count:day} of messages",
  "session.history_ended": "{subject}: asked the phone for older messages ({outcome|words})",
  "queue.configured": "{subject}: configuration changed",
  "queue.paused": "{subject}: paused",
  "queue.resumed": "{subject}: running",
  "queue.cooled": "{subject}: cooling down for {until|wait}",
  "queue.clearing_started": "{subject}: clearing {total|count:message}",
  "queue.cleared": "{subject}: {cleared|count:message} cleared",
  "user.added": "{user} was added, as {role}",
  "user.role_changed": "{user} is {role} now",
  "user.password_changed": "{user} has a new password",
  "user.logged_in": "{user} logged in",
  "user.login_refused": "{user} was refused at the login",
  "user.logged_out": "{user} logged out",
  "user.refresh_reused": "{user} used a refresh token twice: its login is ended",
  "user.removed": "{user} was removed",
  "key.created": "An API key was made",
  "key.rotated": "An API key was rotated",
  "key.revoked": "An API key was revoked",
  "webhook.created": "Endpoint of webhooks created",
  "webhook.changed": "Endpoint of webhooks changed",
  "webhook.paused": "Endpoint of webhooks paused ({reason})",
  "webhook.resumed": "Endpoint of webhooks resumed",
  "webhook.failing": "Endpoint of webhooks fails ({reason}), the next probe comes in {probeAt|wait}",
  "webhook.probe_failed": "Endpoint of webhooks still fails ({reason}), the next probe comes in {probeAt|wait}",
  "webhook.recovered": "Endpoint of webhooks answers again",
  "webhook.secret_rotated": "New secret for the endpoint of webhooks",
  "webhook.replay_asked": "Events are delivered again ({only})",
  "webhook.redelivery_asked": "One event is delivered again",
  "webhook.delivery_given_up": "Delivery given up after {attempts|count:attempt} ({eventType})",
  "webhook.removed": "Endpoint of webhooks removed",
  "process.started": "Waybill {version} started",
  "process.recovered": "Recovered {jobs|count:job} after a stop that was not clean",
  "process.sandbox_steered": "Sandbox: {control|words}",
  "process.stopped": "Waybill stopped",
  "process.backed_up": "Backup made: {name}",
  "process.restored": "Restored from a backup at position {head}",
  "process.archived": "{facts|count:fact} moved to the archive"
};

interface FailureWords {
  readonly because: string;
  readonly advice: string;
  readonly way: 'retry' | 'resend' | 'none';
}

/** By failure code: how it goes on after "because", what to do, and what can help. */
export const FAILURE_WORDS: Readonly<Record<string, FailureWords>> = {
  "ack_timeout": {
    "because": "WhatsApp did not acknowledge it in time",
    "advice": "it may have arrived all the same, and a retry is safe: nobody sees it twice",
    "way": "retry"
  },
  "blocked": {
    "because": "WhatsApp forbids to write to this chat, most likely because the recipient has blocked the account",
    "advice": "reach the recipient in another way",
    "way": "none"
  },
  "client_not_ready": {
    "because": "the session was not connected",
    "advice": "connect the session, then retry it",
    "way": "retry"
  },
  "content_gone": {
    "because": "its text is no longer kept",
    "advice": "send it again as a new message",
    "way": "resend"
  },
  "content_unreadable": {
    "because": "this version of Waybill cannot read it: a newer version has queued it, or it is damaged",
    "advice": "retry it with the newer version, or send it again as a new message",
    "way": "retry"
  },
  "expired": {
    "because": "its time was over before it could go out",
    "advice": "send it again if it still matters",
    "way": "resend"
  },
  "group_announce_only": {
    "because": "only admins may write to this group, and this account is none",
    "advice": "let an admin of the group make it one, then retry it",
    "way": "retry"
  },
  "group_not_admin": {
    "because": "only admins may delete messages of others in a group, and this account is none",
    "advice": "let an admin of the group make it one, then retry it",
    "way": "retry"
  },
  "group_not_member": {
    "because": "this account is no member of the group",
    "advice": "let somebody add it to the group, then retry it",
    "way": "retry"
  },
  "group_refused": {
    "because": "WhatsApp refused it for the group",
    "advice": "this may pass: each attempt asks for the members of the group once more",
    "way": "retry"
  },
  "media_conversion_unavailable": {
    "because": "its file, which was fetched later, must be converted, and that cannot be done here",
    "advice": "install ffmpeg and retry it, or send the file as a document",
    "way": "retry"
  },
  "media_gone": {
    "because": "its file is no longer kept",
    "advice": "upload the file again and send a new message",
    "way": "resend"
  },
  "media_too_large": {
    "because": "its file, which was fetched later, is larger than WhatsApp takes for this kind of message",
    "advice": "send it as a document, or make it smaller",
    "way": "resend"
  },
  "media_type_mismatch": {
    "because": "its file, which was fetched later, is of a type that this kind of message does not take",
    "advice": "send it as the kind that it is, or as a document",
    "way": "resend"
  },
  "media_unavailable": {
    "because": "its file could not be read or stored here",
    "advice": "look at the disk and at the log, then retry it",
    "way": "retry"
  },
  "media_unreadable": {
    "because": "its file, which was fetched later, is damaged or empty",
    "advice": "make the file again, or send it as a document",
    "way": "resend"
  },
  "media_unreachable": {
    "because": "the address of its file could not be fetched",
    "advice": "check the address, then retry it",
    "way": "retry"
  },
  "media_upload_failed": {
    "because": "WhatsApp's media host did not take its file",
    "advice": "a retry is safe: nothing was sent",
    "way": "retry"
  },
  "message_gone": {
    "because": "the message that it refers to did not go out",
    "advice": "see what became of that message",
    "way": "none"
  },
  "message_too_old": {
    "because": "WhatsApp takes no change to a message that is older than 15 minutes",
    "advice": "send a new message instead",
    "way": "none"
  },
  "network_timeout": {
    "because": "WhatsApp did not answer in time",
    "advice": "look at the network, then retry it",
    "way": "retry"
  },
  "not_allowed": {
    "because": "this account is not allowed to write to this chat",
    "advice": "join the group, or reach the recipient in another way",
    "way": "retry"
  },
  "not_registered": {
    "because": "the number is not on WhatsApp",
    "advice": "check the number: a retry cannot help",
    "way": "resend"
  },
  "number_invalid": {
    "because": "WhatsApp does not accept this address",
    "advice": "check the number: a retry cannot help",
    "way": "resend"
  },
  "protocol_error": {
    "because": "WhatsApp did not take it as it was sent",
    "advice": "this often passes, so retry it later",
    "way": "retry"
  },
  "rate_limited": {
    "because": "WhatsApp says that it is asked too much",
    "advice": "send more slowly, and retry it later",
    "way": "retry"
  },
  "reachout_locked": {
    "because": "WhatsApp does not let this account start new chats now",
    "advice": "wait until the lock ends: each attempt makes it longer",
    "way": "retry"
  },
  "refused": {
    "because": "WhatsApp refused it",
    "advice": "a retry of the same message is unlikely to help",
    "way": "resend"
  },
  "session_closed": {
    "because": "the connection to WhatsApp closed before it answered",
    "advice": "once the session is connected, a retry is safe: nobody sees it twice",
    "way": "retry"
  }
};

interface HaltWords {
  readonly happened: string;
  readonly advice: string;
}

/** By reason of a halted session: what happened, and what to do. */
export const HALT_WORDS: Readonly<Record<string, HaltWords>> = {
  "account_banned": {
    "happened": "WhatsApp has banned the account",
    "advice": "look at the phone, where it can be appealed"
  },
  "account_locked": {
    "happened": "WhatsApp has locked the account",
    "advice": "look at the phone and do what it asks, then start the session"
  },
  "client_outdated": {
    "happened": "WhatsApp asks for a newer client",
    "advice": "upgrade Waybill, then start the session"
  },
  "connection_replaced": {
    "happened": "another client uses this link",
    "advice": "stop that one, then start the session"
  },
  "restart_budget_spent": {
    "happened": "every restart failed",
    "advice": "look at the network between Waybill and WhatsApp, then start the session"
  },
  "temporarily_banned": {
    "happened": "WhatsApp has banned the account for a time",
    "advice": "let it rest until then, then start the session"
  },
  "unsupported_client": {
    "happened": "WhatsApp does not take this client",
    "advice": "upgrade Waybill, then start the session"
  }
};

interface HoldWords {
  readonly now: string;
  readonly past: string;
}

/** By reason of a hold: the words while it lasts, and afterwards. */
export const HOLD_WORDS: Readonly<Record<string, HoldWords>> = {
  "scheduled": {
    "now": "it was asked for a later time",
    "past": "it was asked for a later time"
  },
  "retry": {
    "now": "it waits for its next attempt",
    "past": "it waited for its next attempt"
  },
  "refers_to": {
    "now": "it waits for the end of the message that it refers to",
    "past": "it waited for the end of the message that it refers to"
  },
  "chat_order": {
    "now": "it waits behind an earlier message to the same chat",
    "past": "it waited behind an earlier message to the same chat"
  },
  "paused": {
    "now": "the queue is paused",
    "past": "the queue was paused"
  },
  "cooling": {
    "now": "the queue cools down after WhatsApp was asked too much",
    "past": "the queue cooled down after WhatsApp was asked too much"
  },
  "not_linked": {
    "now": "no phone is linked",
    "past": "no phone was linked"
  },
  "not_connected": {
    "now": "the session is not connected",
    "past": "the session was not connected"
  }
};
