/** Every projection. None depends on another. */
import { alarms } from './alarms.ts';
import { chatMedia } from './chat-media.ts';
import { deletions } from './deletions.ts';
import { chatSettings } from './chats/chat-settings.ts';
import { conversations } from './chats/conversations.ts';
import { echoes } from './chats/echoes.ts';
import { chats } from './chats/chats.ts';
import { messageChanges } from './chats/message-changes.ts';
import { messages } from './chats/messages.ts';
import { reactions } from './chats/reactions.ts';
import { votes } from './chats/votes.ts';
import { erasures } from './erasures.ts';
import { contactAddresses } from './contacts/contact-addresses.ts';
import { contacts } from './contacts/contacts.ts';
import { groupMembers } from './group-members.ts';
import { groups } from './groups.ts';
import { jobs } from './jobs.ts';
import { line } from './line.ts';
import { media } from './media.ts';
import { mediaRequests } from './media-requests.ts';
import { mediaUses } from './media-uses.ts';
import { minutes } from './minutes.ts';
import type { Projection } from './projection.ts';
import { receivedMedia } from './received-media.ts';
import { queues } from './queues.ts';
import { sessions } from './sessions.ts';
import { stats } from './stats.ts';
import { webhooks } from './webhooks.ts';

export const projections: readonly Projection[] = [
  jobs,
  line,
  stats,
  minutes,
  sessions,
  queues,
  alarms,
  media,
  mediaRequests,
  mediaUses,
  receivedMedia,
  chatMedia,
  groups,
  groupMembers,
  contacts,
  contactAddresses,
  conversations,
  deletions,
  messages,
  chats,
  chatSettings,
  messageChanges,
  reactions,
  votes,
  echoes,
  erasures,
  webhooks,
];
