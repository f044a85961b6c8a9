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

export type Point = keyof typeof POINTS;

/** The variable that tells `kill-at.ts` the point: `after_commit:3`. */
export const CRASH_AT = 'CRASH_AT';
