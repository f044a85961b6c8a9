/** The words of facts about the account behind a session, beside its connection. */

export const ACCOUNT_FACT_WORDS = {
  'session.configured': {
    means:
      'What people have set for the session was changed: its label, which is beside the log; the country of local numbers; or its proxy, whose address is sealed elsewhere.',
    says: '{subject}: settings changed',
  },
  'session.presence_set': {
    means: 'Whether people see the account as available while it is connected was changed.',
    says: '{subject}: available to others: {available}',
  },
  'session.profile_changed': {
    means:
      'The name, about or picture of the account (`part`) was changed or taken away, here or on another device. What it says is kept by WhatsApp alone.',
    says: '{subject}: the profile was changed ({part|words})',
  },
  'session.history_asked': {
    means: 'The phone is asked for the messages since `since`; after a restart Waybill goes on, until `until` at most.',
    says: '{subject}: asking the phone for {days|count:day} of messages',
  },
  'session.history_ended': {
    means: 'The phone is not asked for older messages any more: how that ended, and how many messages were recorded.',
    says: '{subject}: asked the phone for older messages ({outcome|words})',
  },
};
