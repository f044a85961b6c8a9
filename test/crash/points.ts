/** Points at which a process can be made to die, each at its nth occurrence. */
export const POINTS = {
  /** Facts of jobs were inserted, and the commit has not started. */
  before_commit: 'before a commit of facts',
  /** They are on disk; no effect has run, and nobody was answered. */
  after_commit: 'after a commit, before its effects',
  /** Messages are accepted and on disk, and their clients get no answer. */
  before_answer: 'after a commit of messages, before their clients were told',
  /** The bytes of a message have reached the other side, and nothing has come back. */
  after_write: 'after a message was written to the socket',
  /** WhatsApp has acknowledged a message, and the acknowledgement is not on disk. */
  before_completion: 'after an acknowledgement, before its fact',
  /** One of several keys is written, within their transaction. */
  keys_set: 'in the middle of a keys.set',
  /** `waybill rebuild` has run this many statements. */
  rebuild: 'during a rebuild',
  /** `waybill backup` has copied this many batches of pages. */
  backup: 'during a backup',
} as const;

/** Points that only messages with files, and changes of waiting messages, come to. */
export const MIXED_POINTS = {
  /** The bytes of a file are on disk, in a part without a name. */
  before_rename: 'before a file got its name',
  /** Nothing on record names the file. */
  after_rename: 'after a file got its name, before its fact',
  /** The file is on record, and the message that needs it is not. */
  media_on_record: 'after the fact of a file, before its message',
  /** A waiting message was changed or withdrawn, and its client gets no answer. */
  change_on_record: 'after a change of a waiting message, before its answer',
  /** WhatsApp's media host has the file, and nothing on record says so. */
  after_upload: 'after an upload, before it is kept',
  /** The upload is kept, and no byte of its message is written. */
  before_write: 'after an upload, before a message is written',
} as const;

/** Points that only what comes in comes to. */
export const HEARD_POINTS = {
  /** A message is decrypted, and its fact is not on disk. */
  heard_before_commit: 'before a commit of what came in',
  /** Its fact is on disk; its keys are not, and the sender sees no tick. */
  heard_after_commit: 'after a commit of what came in, before its keys',
  /** One of its keys is written, within their transaction. */
  heard_keys: 'in the middle of the keys of what came in',
  /** Its receipt has left, and WhatsApp may have read it or not. */
  heard_receipt: 'after a receipt was written to the socket',
  /** A message tells that two contacts are one person, and neither fact is on disk. */
  merge_before_commit: 'before a commit that merges two contacts',
  /** Both facts are on disk; the keys of the message are not. */
  merge_after_commit: 'after a commit that merges two contacts, before the keys of what told of it',
} as const;

/** Points that only deliveries of webhooks come to. */
export const HOOK_POINTS = {
  /** A receiver has answered, and nothing on disk says so. */
  hook_before_record: 'after a webhook was answered, before its record',
  /** The record is on disk; what follows from it is not sent. */
  hook_after_record: 'after the record of webhooks',
  /** A batch has its members on disk, and was not sent yet. */
  hook_batch: 'after a batch is on disk, before it is sent',
  /** The replay is on record, and the endpoint still has its old place. */
  hook_replay_asked: 'after the fact of a replay, before its place',
  /** Some of the range is delivered again. */
  hook_replay: 'in the middle of a replay',
  /** The new secret is on disk; no fact says so, and nobody has it. */
  hook_secret: 'after a new secret, before its fact',
  /** The rotation is on record, and its client gets no answer. */
  hook_rotated: 'after a rotation, before its answer',
} as const;

export type Point =
  | keyof typeof POINTS
  | keyof typeof MIXED_POINTS
  | keyof typeof HEARD_POINTS
  | keyof typeof HOOK_POINTS;

/** The variable that tells `kill-at.ts` the point: `after_commit:3`. */
export const CRASH_AT = 'CRASH_AT';
