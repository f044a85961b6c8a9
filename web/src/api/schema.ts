/** Generated from the OpenAPI document: npm run web:types rewrites it. */

export interface paths {
    "/api/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this gateway is */
        get: operations["getApiAbout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/backup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a backup
         * @description Copies the database while it is in use, into the folder `WAYBILL_BACKUPS`, and answers once the copy is complete and on disk. The backup contains everything that was answered with 2xx before. It contains neither archived facts (`waybill archive`) nor the encryption key. For administrators.
         */
        post: operations["postApiAdminBackup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at the last audit */
        get: operations["getApiAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what
         * @description Decisions of people and of the process, newest first: log-ins, the queue, the session, single jobs. If the address of the request is known, `data` has it as `from`.
         */
        get: operations["getApiAuditActions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Audit the log
         * @description Walks the hash chain, and compares every projection with its rebuild. Takes time on a long log. A client that accepts `text/event-stream` gets the progress: events `progress` with `{ step, position, head }`, where the steps are `chain`, `streams`, `projections` and `media`, and in the end `done` with the audit. An audit that runs already is shared, and only the client that began it is told how far it is.
         */
        post: operations["postApiAuditVerify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description An unknown email is answered like a wrong password. Repeated failures have to wait.
         */
        post: operations["postApiAuthLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out
         * @description All tokens of this login become invalid.
         */
        post: operations["postApiAuthLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I */
        get: operations["getApiAuthMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token
         * @description The old refresh token is spent. Threads of one client that send the same one within ten seconds each get a pair; a later use ends the whole login.
         */
        post: operations["postApiAuthRefresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare an actor at two positions
         * @description The differences between two positions, in the context and in the rows of the tables.
         */
        get: operations["getApiCompare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/erasures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at an erasure
         * @description Also at one from before a restart. For administrators.
         */
        get: operations["getApiErasuresById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the log
         * @description Facts in the order in which they were written, or the newest first. To continue later, set `after` to the last position.
         */
        get: operations["getApiEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the log
         * @description Server-sent events: `id` is the position, `data` a fact as `GET /api/events` shows it. The stream continues after `Last-Event-ID` or `after`, without a gap or a repeat. `session` and `chatId` filter it. What contacts do right now (type, record, come and go) is an event named `presence`, which has no `id` and is not stored: `{ session, chatId, from, state, lastSeenAt, at }`. With `chatId`, WhatsApp is asked for the presence of that contact meanwhile; it tells it only while the account itself appears as available. The stream ends when the access token expires.
         */
        get: operations["getApiEventsLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/outline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the log without its data
         * @description All facts in log order and in compact form, for pages that show states over time. `stream` selects one stream. `skip` counts facts, so a client can start at any fact.
         */
        get: operations["getApiEventsOutline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find the first and the last of each type
         * @description Where to look first: the first `job.failed`, the last `session.closed`.
         */
        get: operations["getApiEventsSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/history/{stream}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at an actor in the past
         * @description The state and context at a position, folded from the facts up to it, and these facts.
         */
        get: operations["getApiHistoryByStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/ack-error": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse the next messages with an error */
        post: operations["postApiSandboxAckError"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/appear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a contact come or go
         * @description Linked devices that asked for the presence of the contact are told, while the account is available.
         */
        post: operations["postApiSandboxAppear"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Block a contact on the account's own phone
         * @description With `blocked: false` it is blocked no longer.
         */
        post: operations["postApiSandboxBlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/blocked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the contacts that the account has blocked
         * @description On its phone or by the gateway, by number.
         */
        get: operations["getApiSandboxBlocked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the calls of contacts */
        get: operations["getApiSandboxCalls"];
        put?: never;
        /** Call the account from a contact */
        post: operations["postApiSandboxCalls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/calls/{callId}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a call
         * @description The account's phone takes or rejects it, or the caller gives up.
         */
        post: operations["postApiSandboxCallsByCallIdEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/change-chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Archive, pin, mute or mark a chat on the account's own phone */
        post: operations["postApiSandboxChangeChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/chats-on-phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the chats that were changed, as the account's own phone has them */
        get: operations["getApiSandboxChatsOnPhone"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End every fault, and empty the inboxes when asked to */
        post: operations["postApiSandboxClear"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/deliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write to the gateway from a contact */
        post: operations["postApiSandboxDeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/disarm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the faults of one kind */
        post: operations["postApiSandboxDisarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cut the connection, now or around the next message */
        post: operations["postApiSandboxDrop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the groups
         * @description The test group, `120363000000000042@g.us`, is always there.
         */
        get: operations["getApiSandboxGroups"];
        put?: never;
        /**
         * Make a group
         * @description A person makes it. The gateway is told, unless its account is left out.
         */
        post: operations["postApiSandboxGroups"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at a group
         * @description With its members. `GET /api/sandbox/phones/{number}/rooms/{id}` has its messages on a member's phone.
         */
        get: operations["getApiSandboxGroupsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a group
         * @description A person in the group changes it. The gateway is told, if its account is a member.
         */
        patch: operations["patchApiSandboxGroupsById"];
        trace?: never;
    };
    "/api/sandbox/groups/{id}/participants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the members of a group
         * @description Says what became of each. A member that was removed gets nothing more.
         */
        post: operations["postApiSandboxGroupsByIdParticipants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/groups/{id}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to join a group
         * @description A person asks, whether or not the group says that admins must approve it.
         */
        post: operations["postApiSandboxGroupsByIdRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/groups/{id}/requests/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take back the request to join a group */
        delete: operations["deleteApiSandboxGroupsByIdRequestsByNumber"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/groups/{id}/write": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write in a group from a member
         * @description As `write` does to the account, with every kind.
         */
        post: operations["postApiSandboxGroupsByIdWrite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/groups/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join a group by its invite
         * @description A person has the code, and joins, or asks the admins where they must approve it.
         */
        post: operations["postApiSandboxGroupsJoin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/handovers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what phones wrote, and how far it has come
         * @description Until a linked device has confirmed or refused a message, it gets it again at each login.
         */
        get: operations["getApiSandboxHandovers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/handovers/{messageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look how far a message has come */
        get: operations["getApiSandboxHandoversByMessageId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look into the contacts' phones */
        get: operations["getApiSandboxInbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the sandbox
         * @description Server-sent events named `changed`, one for each change of the state of the sandbox.
         */
        get: operations["getApiSandboxLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/lose-ack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the next messages without acknowledging them */
        post: operations["postApiSandboxLoseAck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/lose-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a member's phone lose the keys of the group with the next message */
        post: operations["postApiSandboxLoseKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/media-conn-error": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse the next queries for media hosts */
        post: operations["postApiSandboxMediaConnError"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/media-fault": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fail the next transfers of the media host */
        post: operations["postApiSandboxMediaFault"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/online": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring a phone online that was off */
        post: operations["postApiSandboxOnline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/phones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the contacts' phones
         * @description The contacts that have exchanged messages with the account, the newest message first.
         */
        get: operations["getApiSandboxPhones"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/phones/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at a chat
         * @description The messages of both sides, as the phone shows them. Every number has a chat.
         */
        get: operations["getApiSandboxPhonesByNumber"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/phones/{number}/messages/{messageId}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch the file of a message from a phone
         * @description Decrypted and checked, from either side of the chat. It waits until the phone has fetched the file.
         */
        get: operations["getApiSandboxPhonesByNumberMessagesByMessageIdFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/phones/{number}/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the groups of a phone
         * @description Its groups, those that it has left with messages, and its statuses if it has seen any.
         */
        get: operations["getApiSandboxPhonesByNumberRooms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/phones/{number}/rooms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at a group on a phone
         * @description The messages that this phone wrote and those that it could read, in a group or of `status@broadcast`.
         */
        get: operations["getApiSandboxPhonesByNumberRoomsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/phones/{number}/rooms/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a receipt for a message of a group from a phone */
        post: operations["postApiSandboxPhonesByNumberRoomsByIdReceipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish a post of a channel */
        post: operations["postApiSandboxPublish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/rate-overlimit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer the next queries with a rate limit */
        post: operations["postApiSandboxRateOverlimit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/read-on-phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a message on the account's own phone */
        post: operations["postApiSandboxReadOnPhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a receipt from a contact's phone */
        post: operations["postApiSandboxReceipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse the next logins */
        post: operations["postApiSandboxRefuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Scan the QR with the phone
         * @description Scans the given QR, or the last one that was shown. With `byItself` alone, nothing is scanned now.
         */
        post: operations["postApiSandboxScan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/silence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer nothing any more, pings included */
        post: operations["postApiSandboxSilence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at the sandbox */
        get: operations["getApiSandboxState"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/stream-error": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the connection with a stream error */
        post: operations["postApiSandboxStreamError"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/test-numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the numbers that misbehave
         * @description By their last four digits, whatever comes before.
         */
        get: operations["getApiSandboxTestNumbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/type": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a contact type
         * @description To the account, or in a group. Nothing of it is kept for a device that is away.
         */
        post: operations["postApiSandboxType"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/type-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Type a pairing code on the phone */
        post: operations["postApiSandboxTypeCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/write": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write a message of any kind from a contact
         * @description Its file is encrypted and put on the media host of the sandbox first.
         */
        post: operations["postApiSandboxWrite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/write-from-phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write to a contact on the account's own phone */
        post: operations["postApiSandboxWriteFromPhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sandbox/write-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish a status of a contact */
        post: operations["postApiSandboxWriteStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/streams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find a stream
         * @description Sessions, their queues and the newest jobs, or the results of a search. Each job, session, queue and user is a stream.
         */
        get: operations["getApiStreams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the users
         * @description In the order in which they were added. For administrators, like everything about people.
         */
        get: operations["getApiUsers"];
        put?: never;
        /** Add a user */
        post: operations["postApiUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a user
         * @description Ends every login of the user; what the user did stays on record. `id` is the id or the email.
         */
        delete: operations["deleteApiUsersById"];
        options?: never;
        head?: never;
        /**
         * Give a user another role
         * @description Counts from the next request of the user on. `id` is the id or the email of the user.
         */
        patch: operations["patchApiUsersById"];
        trace?: never;
    };
    "/api/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a user a new password
         * @description Ends every login of the user. `id` is the id or the email.
         */
        post: operations["postApiUsersByIdPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/calls/{callId}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject a call
         * @description A call that comes in is the fact `call.received`; its stream names it, `call/SESSION/ID`. It rings on the phones of the account until somebody takes it there, the caller gives up, or it is rejected. `call.ended` says which.
         */
        post: operations["postApiWhatsappCallsByCallIdReject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/capabilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what can be sent here
         * @description The kinds of messages with their limits, the files that are converted, and what the session can do. The limits are those that messages are held to.
         */
        get: operations["getApiWhatsappCapabilities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/chats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the chats
         * @description Last activity first. With `search` or `unread`, a page looks at the next 500 chats: it may hold fewer than the limit, even none, and `nextCursor` goes on.
         */
        get: operations["getApiWhatsappChats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/chats/{chatId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a chat */
        get: operations["getApiWhatsappChatsByChatId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/chats/{chatId}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive a chat
         * @description On all devices of the account, its phone included.
         */
        post: operations["postApiWhatsappChatsByChatIdArchive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/chats/{chatId}/disappearing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Let messages disappear
         * @description Messages of the chat disappear from phones after so many seconds, on both sides; Waybill keeps its record. The other side is told. The chat need not be on record.
         */
        put: operations["putApiWhatsappChatsByChatIdDisappearing"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/chats/{chatId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the messages of a chat
         * @description Newest first: what came in, what was written on the phone, and jobs once WhatsApp has acknowledged them. Messages of the history stand where WhatsApp's time puts them, all others in the order in which they were recorded. A cursor stays good whatever comes in between. With `type` or `direction`, a page looks at the next 1,000 messages: it may hold fewer than the limit, even none, and `nextCursor` goes on. After `after` or `since`, it goes on to newer messages.
         */
        get: operations["getApiWhatsappChatsByChatIdMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/chats/{chatId}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mute a chat
         * @description On all devices of the account, its phone included. Messages still come in.
         */
        post: operations["postApiWhatsappChatsByChatIdMute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/chats/{chatId}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pin a chat
         * @description On all devices of the account, its phone included.
         */
        post: operations["postApiWhatsappChatsByChatIdPin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/chats/{chatId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read a chat
         * @description Sends read receipts for the messages that came in since the chat was last read: their authors see blue ticks, unless this account hides that it reads. Nothing is read otherwise, unless `WAYBILL_AUTO_READ` is 1.
         */
        post: operations["postApiWhatsappChatsByChatIdRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/chats/{chatId}/typing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show that the account types
         * @description Or that it records, or has paused. The account is shown as available meanwhile, because WhatsApp shows nothing otherwise. It ends after `seconds`, and when a message goes out to the chat. The chat need not be on record.
         */
        post: operations["postApiWhatsappChatsByChatIdTyping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/chats/{chatId}/unarchive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a chat out of the archive
         * @description On all devices of the account, its phone included.
         */
        post: operations["postApiWhatsappChatsByChatIdUnarchive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/chats/{chatId}/unmute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unmute a chat
         * @description On all devices of the account, its phone included.
         */
        post: operations["postApiWhatsappChatsByChatIdUnmute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/chats/{chatId}/unpin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unpin a chat
         * @description On all devices of the account, its phone included.
         */
        post: operations["postApiWhatsappChatsByChatIdUnpin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/chats/{chatId}/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a chat as unread
         * @description On all devices of the account, its phone included.
         */
        post: operations["postApiWhatsappChatsByChatIdUnread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the contacts
         * @description Everybody who has written, and those of whom WhatsApp has told more than the number that was written to; the oldest first. With `search`, a page looks at the next 500 contacts: it may hold fewer than the limit, even none, and `nextCursor` goes on.
         */
        get: operations["getApiWhatsappContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/contacts/{contactId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at a contact
         * @description A contact that turned out to be another one has been merged into it, and both ids answer.
         */
        get: operations["getApiWhatsappContactsByContactId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/contacts/{contactId}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Block a contact
         * @description WhatsApp's own block list, which the phone of the account shows too.
         */
        post: operations["postApiWhatsappContactsByContactIdBlock"];
        /**
         * Unblock a contact
         * @description WhatsApp's own block list, which the phone of the account shows too.
         */
        delete: operations["deleteApiWhatsappContactsByContactIdBlock"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/contacts/{contactId}/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at the chat with a contact */
        get: operations["getApiWhatsappContactsByContactIdChat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/contacts/{contactId}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Erase what a contact said
         * @description Their names, everything in the chat with them, in both directions, and in groups their own messages with what others said of these. The contact, its addresses and its messages stay listed; their facts stay, and the chain of the log still verifies. Names that WhatsApp tells afterwards are recorded again. A job to them that has not ended is refused. For administrators.
         */
        delete: operations["deleteApiWhatsappContactsByContactIdContent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/contacts/{contactId}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the picture of a contact
         * @description As WhatsApp has it. It is asked again after an hour, for at most 20 questions about contacts at once, and then one every 10 seconds.
         */
        get: operations["getApiWhatsappContactsByContactIdPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/contacts/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check which numbers are on WhatsApp
         * @description WhatsApp is asked once for all of them. Sending does not need it: it finds out by itself. Ten numbers count as one question: a session asks 20 at once, and then one every 10 seconds, together with those about groups. An account that asks for many numbers may be restricted.
         */
        post: operations["postApiWhatsappContactsCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the groups
         * @description Those on record: a message was sent to them, WhatsApp announced them, or somebody asked for them. With `refresh=true` all groups of the account are.
         */
        get: operations["getApiWhatsappGroups"];
        put?: never;
        /**
         * Make a group
         * @description With this account as its admin. `results` says of each person whether WhatsApp let it be added; one whose settings forbid that gets an invitation as a message.
         */
        post: operations["postApiWhatsappGroups"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at a group
         * @description With its members, as they are on record.
         */
        get: operations["getApiWhatsappGroupsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a group
         * @description WhatsApp takes one change at a time. A problem says in `done` which were made before it, and in `notDone` which were not.
         */
        patch: operations["patchApiWhatsappGroupsById"];
        trace?: never;
    };
    "/api/whatsapp/groups/{id}/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the invite of a group
         * @description WhatsApp is asked. The code lets anybody in, so it is never on record.
         */
        get: operations["getApiWhatsappGroupsByIdInvite"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/groups/{id}/invite/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew the invite of a group
         * @description The old code is good no more.
         */
        post: operations["postApiWhatsappGroupsByIdInviteRevoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/groups/{id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave a group */
        post: operations["postApiWhatsappGroupsByIdLeave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/groups/{id}/participants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add, remove, promote or demote members
         * @description Says of each person what became of it; the others are changed all the same. One whose settings forbid to add it gets an invitation as a message.
         */
        post: operations["postApiWhatsappGroupsByIdParticipants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/groups/{id}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the picture of a group
         * @description Any picture that can be sent. Its middle becomes a square JPEG.
         */
        put: operations["putApiWhatsappGroupsByIdPicture"];
        post?: never;
        /** Remove the picture of a group */
        delete: operations["deleteApiWhatsappGroupsByIdPicture"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/groups/{id}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List those who ask to join
         * @description WhatsApp is asked. Only admins of the group may know.
         */
        get: operations["getApiWhatsappGroupsByIdRequests"];
        put?: never;
        /** Answer those who ask to join */
        post: operations["postApiWhatsappGroupsByIdRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/groups/invites/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at the group of an invite
         * @description WhatsApp is asked, and nothing is recorded: this account is no member.
         */
        get: operations["getApiWhatsappGroupsInvitesByCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/groups/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Join a group by its invite */
        post: operations["postApiWhatsappGroupsJoin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs
         * @description Newest first. Filters are combined; `chatId` takes precedence over `number`. A page takes as long in a list of a million jobs as in one of a hundred, whatever the filter. Where a chat is named, a page looks at its next 5,000 jobs: it may hold fewer than the limit, even none, and `nextCursor` goes on.
         */
        get: operations["getApiWhatsappJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/jobs/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a job */
        get: operations["getApiWhatsappJobsByJobId"];
        put?: never;
        post?: never;
        /**
         * Cancel a job
         * @description Cancels a job that is not active yet.
         */
        delete: operations["deleteApiWhatsappJobsByJobId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/jobs/{jobId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a job's facts
         * @description From the first to the last.
         */
        get: operations["getApiWhatsappJobsByJobIdEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/jobs/{jobId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a failed job again */
        post: operations["postApiWhatsappJobsByJobIdRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List uploads
         * @description Newest first, with what uploads were converted to. Those that have expired are left out.
         */
        get: operations["getApiWhatsappMedia"];
        put?: never;
        /**
         * Upload a file
         * @description The body is the file itself, with its `Content-Type`, or a `multipart/form-data` form with one part named `file`. It is streamed to disk, and the answer comes once it is there. The type is read from the bytes. An upload may take long; it ends after 30 seconds without a byte.
         */
        post: operations["postApiWhatsappMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/media/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at a file
         * @description An upload, or a file that came in with a message, whatever its `state`. The bytes are at `/content` while it is `stored`.
         */
        get: operations["getApiWhatsappMediaById"];
        put?: never;
        post?: never;
        /**
         * Remove an upload
         * @description Refused while a message that has not ended needs it. A file that others share stays for them.
         */
        delete: operations["deleteApiWhatsappMediaById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/media/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch the bytes of an upload
         * @description Takes `Range` and `If-None-Match`. Types that a browser could run are answered as plain bytes.
         */
        get: operations["getApiWhatsappMediaByIdContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/media/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link to the bytes of an upload
         * @description A signed address that needs no token, for a program or a person that has none. It ends with its time, or when the upload is removed. It begins with `WAYBILL_PUBLIC_URL`, else with the address that Waybill listens on.
         */
        post: operations["postApiWhatsappMediaByIdLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search messages
         * @description Newest first, over texts, captions, questions, places and names of files, as they are after their edits.
         */
        get: operations["getApiWhatsappMessages"];
        put?: never;
        /**
         * Queue a message of any kind
         * @description Answers once the message and its files are on disk. `type` names the one member that carries the content. A reply, a reaction, an edit or a deletion names a message of this account by its id. An edit or a deletion of a message that no attempt has begun to send changes that message, and answers its job.
         */
        post: operations["postApiWhatsappMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/messages/{messageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at a message
         * @description With what its edits have replaced, the votes of a poll, and in groups the receipts of each recipient. A job is found here once WhatsApp has acknowledged it.
         */
        get: operations["getApiWhatsappMessagesByMessageId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/messages/{messageId}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Erase what a message said
         * @description What it said, its former wordings, its file, its reactions and votes, and what answers quote of it. The message stays listed, with `erasedAt` and without the member of its type; its facts stay, and the chain of the log still verifies. At WhatsApp and on phones it stays: to take it back there, send a `delete` first. A message that is handed over again is not recorded again. For administrators.
         */
        delete: operations["deleteApiWhatsappMessagesByMessageIdContent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/messages/{messageId}/media/fetch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fetch the file of a message
         * @description For a file that was too large to be fetched by itself, that failed, or whose time was over. The answer comes at once, and its `state` is `pending` until the file is here. A file that is here already is answered as it is.
         */
        post: operations["postApiWhatsappMessagesByMessageIdMediaFetch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/numbers/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a number
         * @description Interprets a number by numbering plans alone. Sending finds out whether it is on WhatsApp. Nothing is queued. An incomplete number is answered with 200 too.
         */
        get: operations["getApiWhatsappNumbersByNumber"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/queue/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Clear the queue
         * @description Cancels waiting and retrying jobs, and dismisses failed jobs from the retry queue. Active jobs and jobs that are queued later stay. Nothing leaves the log. More than 1,000 jobs are cleared in the background, and a restart resumes the clearing.
         */
        post: operations["postApiWhatsappQueueClear"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/queue/clear/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the progress of a clearing
         * @description The last thousand clearings are known, also after a restart. A restart resumes an interrupted clearing.
         */
        get: operations["getApiWhatsappQueueClearById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/queue/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at the configuration */
        get: operations["getApiWhatsappQueueConfig"];
        put?: never;
        /**
         * Change the configuration
         * @description Accepts any subset of the settings. Takes effect at once.
         */
        post: operations["postApiWhatsappQueueConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/queue/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause the queue
         * @description New messages are accepted and wait. Active messages are finished.
         */
        post: operations["postApiWhatsappQueuePause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/queue/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resume the queue */
        post: operations["postApiWhatsappQueueResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/retry-queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what needs another try
         * @description Jobs that wait for a retry, soonest first, followed by jobs that failed for good, newest first.
         */
        get: operations["getApiWhatsappRetryQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/send-message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Queue a message
         * @description Answers once the message is on disk. The session need not be ready: the message waits. Nothing is sent twice, whatever fails in between.
         */
        post: operations["postApiWhatsappSendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/session/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlink the phone
         * @description The next start shows a QR.
         */
        post: operations["postApiWhatsappSessionLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/session/pairing-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a code to type on the phone
         * @description Replaces scanning the QR, while a QR is shown. `number` is the number of the phone to link. A valid code is returned again; there is at most one new code a minute.
         */
        post: operations["postApiWhatsappSessionPairingCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/session/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look whether the account appears as available */
        get: operations["getApiWhatsappSessionPresence"];
        /**
         * Appear as available, or not
         * @description It stays so over reconnects and restarts. While a linked device is available, the phone does not notify its owner. Contacts whose presence is to be told have to see the account as available.
         */
        put: operations["putApiWhatsappSessionPresence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/session/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at the profile of the account
         * @description WhatsApp is asked each time; a session may ask 20 times at once, and once more every 10 seconds.
         */
        get: operations["getApiWhatsappSessionProfile"];
        /**
         * Change the profile of the account
         * @description What is left out stays as it is. WhatsApp takes one change at a time: the name, the about, the picture. A problem says in `done` which were made before it, and in `notDone` which were not.
         */
        put: operations["putApiWhatsappSessionProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/session/qr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the QR to scan
         * @description As an image or as JSON, by the header `Accept`. The problem names the state when there is none.
         */
        get: operations["getApiWhatsappSessionQr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/session/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restart a session
         * @description Closes the connection and opens a new one.
         */
        post: operations["postApiWhatsappSessionRestart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/session/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a session
         * @description Connects, and shows a QR when no phone is linked. A new name makes a new session.
         */
        post: operations["postApiWhatsappSessionStart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/session/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a session
         * @description Closes the connection; the phone stays linked, and messages wait.
         */
        post: operations["postApiWhatsappSessionStop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the sessions
         * @description All that were started and not removed, and `default`, each with its queue.
         */
        get: operations["getApiWhatsappSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a session
         * @description Unlinks its phone, puts its keys aside and takes it off the list. Its history stays. Its name may be used again, and continues where it ended.
         */
        delete: operations["deleteApiWhatsappSessionsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a session and its queue */
        get: operations["getApiWhatsappStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/throughput": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at the last hour
         * @description How many messages were completed, were given up and came in, minute by minute for a chart, and in the last day.
         */
        get: operations["getApiWhatsappThroughput"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the process alive? */
        get: operations["getHealthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a link to the bytes of an upload
         * @description The address that `POST /api/whatsapp/media/{id}/link` gave. It takes `Range` and `If-None-Match`.
         */
        get: operations["getMediaById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures for Prometheus
         * @description Takes an access token, or the token of `WAYBILL_METRICS_TOKEN`.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getOpenapiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can it send?
         * @description Messages are accepted in both cases. They wait if the session cannot send.
         */
        get: operations["getReadyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        About: {
            version: string;
            /**
             * @description Whether messages reach real phones, or those of the embedded WhatsApp.
             * @enum {string}
             */
            whatsapp: "live" | "sandbox";
        };
        Action: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                attempts: number;
                from?: string;
                waitsFor?: string;
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.retried";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
                idempotency?: {
                    digest: string;
                    key: string;
                };
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.cancelled";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.dismissed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
                /** @enum {string} */
                reason: "retention" | "deleted" | "gone";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "media.expired";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.started";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                account: string;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.paired";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
                /** @enum {string} */
                reason: "asked" | "process_stopping" | "qr_expired";
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.stopped";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
                reason: string;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.logged_out";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                code: number | null;
                detail: string;
                /** @enum {string} */
                reason: "account_banned" | "account_locked" | "client_outdated" | "connection_replaced" | "restart_budget_spent" | "temporarily_banned" | "unsupported_client";
                until: number | null;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.halted";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.removed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                config: {
                    backoffBaseMs: number;
                    backoffMaxMs: number;
                    concurrency: number;
                    coolingMs: number;
                    maxAttempts: number;
                    waitingMax: number;
                };
                from?: string;
                was: {
                    backoffBaseMs: number;
                    backoffMaxMs: number;
                    concurrency: number;
                    coolingMs: number;
                    maxAttempts: number;
                    waitingMax: number;
                };
            };
            /** @enum {string} */
            from: "running" | "paused" | "cooling";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "running" | "paused" | "cooling";
            /** @constant */
            type: "queue.configured";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @enum {string} */
            from: "running" | "paused" | "cooling";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "running" | "paused" | "cooling";
            /** @constant */
            type: "queue.paused";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @enum {string} */
            from: "running" | "paused" | "cooling";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "running" | "paused" | "cooling";
            /** @constant */
            type: "queue.resumed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                reason: string;
                until: number;
            };
            /** @enum {string} */
            from: "running" | "paused" | "cooling";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "running" | "paused" | "cooling";
            /** @constant */
            type: "queue.cooled";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                clearing: string;
                from?: string;
                /** @enum {string} */
                status: "waiting" | "retrying" | "failed" | "all";
                total: number;
            };
            /** @enum {string} */
            from: "running" | "paused" | "cooling";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "running" | "paused" | "cooling";
            /** @constant */
            type: "queue.clearing_started";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                cleared: number;
                clearing?: string;
                from?: string;
                /** @enum {string} */
                status: "waiting" | "retrying" | "failed" | "all";
            };
            /** @enum {string} */
            from: "running" | "paused" | "cooling";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "running" | "paused" | "cooling";
            /** @constant */
            type: "queue.cleared";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
                /** @enum {string} */
                role: "admin" | "operator" | "viewer";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.added";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
                /** @enum {string} */
                role: "admin" | "operator" | "viewer";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.role_changed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.password_changed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from: string | null;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.logged_in";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from: string | null;
                /** @enum {string} */
                reason: "password" | "throttled";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.login_refused";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.logged_out";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from: string | null;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.refresh_reused";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.removed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                node: string;
                version: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "process.started";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                jobs: number;
                sessions: number;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "process.recovered";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                control: string;
                from?: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "process.sandbox_steered";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                reason: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "process.stopped";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                bytes: number;
                from?: string;
                head: number;
                name: string;
                sha256: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "process.backed_up";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                head: number;
                sha256: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "process.restored";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                before: number;
                facts: number;
                file: string;
                first: number;
                last: number;
                segment: number;
                sha256: string;
                streams: number;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "process.archived";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
            /** @description The email of the user; null when no user did it, or the user was removed. */
            who: string | null;
        };
        Actions: {
            items: components["schemas"]["Action"][];
            /** @description For the next page; null at the end. A page can be shorter than its limit even if more pages follow. */
            nextCursor: string | null;
        };
        AudioMessage: {
            audience?: (string[] | "contacts") | null;
            audio: {
                /** @description Send the file as a document: as it is, and up to the limit of documents. */
                asDocument?: boolean;
                media: components["schemas"]["MediaSource"];
            };
            clientRef?: string | null;
            expiresAt?: string | null;
            /**
             * @description It is marked as forwarded.
             * @default false
             */
            forwarded?: boolean;
            /**
             * @description People of the chat; in a group also `all`, as a word or in the list.
             * @default []
             */
            mentions?: string[] | "all";
            metadata?: {
                [key: string]: string;
            } | null;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            replyTo?: string | null;
            sendAt?: string | null;
            /** @description A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`. */
            to: string;
            /** @constant */
            type: "audio";
        };
        Audit: {
            /** @description The number of facts in the log. */
            events: number;
            head: {
                /** @description The hash of the last row, which covers every row before it; 64 hex digits. */
                hash: string;
                position: number;
            };
            /** @description The result of the audit; null if there was none since the start. */
            ok: boolean | null;
            /** @description The first problem and its place. */
            problem: string | null;
            /** @description Null if there was no audit since the start. */
            verifiedAt: string | null;
        };
        Backup: {
            head: {
                /** @description The hash of that fact; 64 hex digits. */
                hash: string;
                /** @description The position of the last fact in the backup. */
                position: number;
            };
            /** @description The name of the file in the folder for backups (`WAYBILL_BACKUPS`). */
            name: string;
            /** @description The digest of the file; 64 hex digits. */
            sha256: string;
            /** @description In bytes. */
            size: number;
        };
        CallEndedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                endedAt: number;
                from?: string;
                /** @enum {string} */
                outcome: "accepted" | "rejected" | "missed";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "call.ended";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        CallReceivedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                by: string;
                byOther?: string;
                calledAt: number;
                chat: string;
                device?: number;
                /** @constant */
                offline?: true;
                /** @constant */
                video?: true;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "call.received";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        Capabilities: {
            kinds: {
                /** @description The ways in which it sends a file; `gif` and `round` are members of a video. Empty without one. */
                files: {
                    [key: string]: {
                        /** @description Types that are sent as they are, where their measures fit; null for all. */
                        asIs: string[] | null;
                        bytesMax: number;
                        /** @description Whether files of other types are converted here. */
                        converts: boolean;
                        /** @description The kinds of files that it takes; null for all. */
                        takes: ("image" | "video" | "audio" | "document" | "sticker")[] | null;
                    };
                };
                /** @description Bounds by name: characters, and counts. */
                limits: {
                    [key: string]: number;
                };
                /** @enum {string} */
                type: "text" | "image" | "video" | "audio" | "voice" | "document" | "sticker" | "location" | "contacts" | "poll" | "reaction" | "edit" | "delete" | "forward";
            }[];
            limits: {
                /** @description The longest JSON body, with files in base64. */
                bodyBytesMax: number;
                clientRefCharactersMax: number;
                /** @description How long an upload is kept after its last use; null for ever. */
                keptDays: number | null;
                linkSecondsMax: number;
                mentionsMax: number;
                metadata: {
                    keyCharactersMax: number;
                    keysMax: number;
                    valueCharactersMax: number;
                };
                scheduleDaysMax: number;
                uploadBytesMax: number;
                waitSecondsMax: number;
            };
            session: {
                connected: boolean;
                features: ("qr" | "pairing_code" | "schedule" | "expiry" | "replies" | "mentions" | "forwarding" | "delivery_receipts" | "read_receipts" | "wait" | "dry_run" | "media_links")[];
                id: string;
                linked: boolean;
            };
            tools: {
                /** @description Its version; null if it is not there. */
                ffmpeg: string | null;
                sharp: string;
            };
        };
        Chat: {
            /**
             * Format: date-time
             * @description The time of the last activity.
             */
            activeAt: string;
            archived: boolean;
            chatId: string;
            /** @description The person of a chat with one. */
            contact: components["schemas"]["Person"] | null;
            /** @description After so many seconds messages disappear from phones; 0 if they stay. */
            disappearingSeconds: number;
            /**
             * @description By its address.
             * @enum {string}
             */
            kind: "contact" | "group" | "status" | "channel";
            lastMessage: components["schemas"]["ChatMessage"] | null;
            /** @description Somebody has marked it as unread, here or on the phone. */
            markedUnread: boolean;
            /** @description Null if it is not muted now; `9999-12-31T23:59:59.999Z` for a mute without an end. */
            mutedUntil: string | null;
            /** @description The subject of a group, or the name that a person has chosen; null where none is known. */
            name: string | null;
            pinned: boolean;
            session: string;
            /** @description How many messages came in since the account last wrote, or read up to. */
            unread: number;
        };
        ChatArchivedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                /** @enum {string} */
                source: "api" | "phone";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "chat.archived";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ChatMarkedUnreadFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                /** @enum {string} */
                source: "api" | "phone";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "chat.marked_unread";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ChatMessage: {
            audio?: unknown;
            /** @description The conversation, by the address under which it was first on record. */
            chatId: string;
            contacts?: unknown;
            /** @description When it was taken back. What it said stays on record. */
            deletedAt: string | null;
            /**
             * @description `out` is what the account itself wrote.
             * @enum {string}
             */
            direction: "in" | "out";
            document?: unknown;
            editedAt: string | null;
            /** @description When what it said was erased. The member of its type is left out then. */
            erasedAt: string | null;
            forwarded: boolean;
            from: components["schemas"]["Person"];
            image?: unknown;
            /** @description The job that sent it; null for all other messages. */
            jobId: string | null;
            location?: unknown;
            media: {
                fileName: string | null;
                height: number | null;
                id: string | null;
                mimetype: string | null;
                seconds: number | null;
                size: number | null;
                /**
                 * @description `pending` is being fetched, `failed` is tried again, `withheld` is not handed over by WhatsApp, `skipped` is fetched when asked for.
                 * @enum {string}
                 */
                state: "pending" | "stored" | "failed" | "expired" | "withheld" | "skipped";
                width: number | null;
            } | null;
            mentions: string[] | "all";
            messageId: string;
            poll?: unknown;
            /** @description The place in the log of the fact by which it joined its chat. */
            position: number;
            /** @description The last one of each person. A list shows the newest 20 of each message. */
            reactions: {
                /** Format: date-time */
                at: string;
                emoji: string;
                from: components["schemas"]["Person"];
            }[];
            /** @description Why there is nothing to read, as a code; for `unsupported`, the name of its kind. */
            reason: string | null;
            /**
             * Format: date-time
             * @description When it was recorded.
             */
            receivedAt: string;
            /** @description The ad that led to it. */
            referral: {
                ctwaClid: string | null;
                headline: string | null;
                source: string | null;
                sourceId: string | null;
                url: string | null;
            } | null;
            replyTo: {
                messageId: string;
                /** @description One line of the message that it answers. */
                preview: string | null;
            } | null;
            /**
             * Format: date-time
             * @description WhatsApp's time.
             */
            sentAt: string;
            session: string;
            /**
             * @description `live`, `offline` (WhatsApp kept it during an outage), `phone` (written on the own phone), `history` (imported).
             * @enum {string}
             */
            source: "live" | "offline" | "phone" | "history";
            /** @description How far a job has come. */
            status: ("sent" | "delivered" | "read" | "played") | null;
            sticker?: unknown;
            text?: unknown;
            /**
             * @description The kind of message, which also names the member that holds what it says. `undecryptable` cannot be read yet, `withheld` is kept from linked devices, `unsupported` is of a kind that this Waybill does not know.
             * @enum {string}
             */
            type: "text" | "image" | "video" | "audio" | "voice" | "document" | "sticker" | "location" | "contacts" | "poll" | "undecryptable" | "withheld" | "unsupported";
            video?: unknown;
            voice?: unknown;
        };
        ChatMessageDetail: {
            audio?: unknown;
            /** @description The conversation, by the address under which it was first on record. */
            chatId: string;
            contacts?: unknown;
            /** @description When it was taken back. What it said stays on record. */
            deletedAt: string | null;
            /**
             * @description `out` is what the account itself wrote.
             * @enum {string}
             */
            direction: "in" | "out";
            document?: unknown;
            editedAt: string | null;
            /** @description Each former text or caption, the oldest first. */
            edits: {
                /** Format: date-time */
                replacedAt: string;
                text: string | null;
            }[];
            /** @description When what it said was erased. The member of its type is left out then. */
            erasedAt: string | null;
            forwarded: boolean;
            from: components["schemas"]["Person"];
            image?: unknown;
            /** @description The job that sent it; null for all other messages. */
            jobId: string | null;
            location?: unknown;
            media: {
                fileName: string | null;
                height: number | null;
                id: string | null;
                mimetype: string | null;
                seconds: number | null;
                size: number | null;
                /**
                 * @description `pending` is being fetched, `failed` is tried again, `withheld` is not handed over by WhatsApp, `skipped` is fetched when asked for.
                 * @enum {string}
                 */
                state: "pending" | "stored" | "failed" | "expired" | "withheld" | "skipped";
                width: number | null;
            } | null;
            mentions: string[] | "all";
            messageId: string;
            poll?: unknown;
            /** @description The place in the log of the fact by which it joined its chat. */
            position: number;
            /** @description The last one of each person. A list shows the newest 20 of each message. */
            reactions: {
                /** Format: date-time */
                at: string;
                emoji: string;
                from: components["schemas"]["Person"];
            }[];
            /** @description Why there is nothing to read, as a code; for `unsupported`, the name of its kind. */
            reason: string | null;
            /** @description By recipient, for a job in a group or a status; null for all other messages. */
            receipts: {
                deliveredAt: string | null;
                playedAt: string | null;
                readAt: string | null;
                recipient: components["schemas"]["Person"];
            }[] | null;
            /**
             * Format: date-time
             * @description When it was recorded.
             */
            receivedAt: string;
            /** @description The ad that led to it. */
            referral: {
                ctwaClid: string | null;
                headline: string | null;
                source: string | null;
                sourceId: string | null;
                url: string | null;
            } | null;
            replyTo: {
                messageId: string;
                /** @description One line of the message that it answers. */
                preview: string | null;
            } | null;
            /**
             * Format: date-time
             * @description WhatsApp's time.
             */
            sentAt: string;
            session: string;
            /**
             * @description `live`, `offline` (WhatsApp kept it during an outage), `phone` (written on the own phone), `history` (imported).
             * @enum {string}
             */
            source: "live" | "offline" | "phone" | "history";
            /** @description How far a job has come. */
            status: ("sent" | "delivered" | "read" | "played") | null;
            sticker?: unknown;
            text?: unknown;
            /**
             * @description The kind of message, which also names the member that holds what it says. `undecryptable` cannot be read yet, `withheld` is kept from linked devices, `unsupported` is of a kind that this Waybill does not know.
             * @enum {string}
             */
            type: "text" | "image" | "video" | "audio" | "voice" | "document" | "sticker" | "location" | "contacts" | "poll" | "undecryptable" | "withheld" | "unsupported";
            video?: unknown;
            voice?: unknown;
            /** @description Of a poll: the last choice of each voter. */
            votes: {
                option: string;
                voters: components["schemas"]["Person"][];
                votes: number;
            }[] | null;
        };
        ChatMutedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                /** @enum {string} */
                source: "api" | "phone";
                until: number | null;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "chat.muted";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ChatPinnedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                /** @enum {string} */
                source: "api" | "phone";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "chat.pinned";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ChatReadFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                /** @enum {string} */
                source: "api" | "phone" | "auto";
                upTo: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "chat.read";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ChatTimer: {
            /**
             * @description 0 keeps the messages; a day, a week or 90 days.
             * @enum {number}
             */
            seconds: 0 | 86400 | 604800 | 7776000;
        };
        ChatTimerSetFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                changeId?: string;
                /** @constant */
                repaired?: true;
                seconds: number;
                /** @enum {string} */
                source: "api" | "phone" | "contact";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "chat.timer_set";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ChatUnarchivedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                /** @enum {string} */
                source: "api" | "phone";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "chat.unarchived";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ChatUnmutedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                /** @enum {string} */
                source: "api" | "phone";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "chat.unmuted";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ChatUnpinnedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                /** @enum {string} */
                source: "api" | "phone";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "chat.unpinned";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        CheckedNumber: {
            /** @description Its address, which may have another number: in Brazil one digit more or less. Null for none. */
            chatId: string | null;
            /** Format: date-time */
            checkedAt: string;
            /** @description With `+` and country code. */
            number: string;
            onWhatsApp: boolean;
        };
        Clearing: {
            /** @description The number of jobs cleared so far. */
            cleared: number;
            done: boolean;
            id: string;
            /** @description Why the clearing ended early, or null. */
            problem: string | null;
            /** @description The number of jobs to clear at the time of the request. */
            total: number;
        };
        ClearQueue: {
            /**
             * @description Which jobs to clear. There is no default, so `all` must be explicit.
             * @enum {string}
             */
            status: "waiting" | "retrying" | "failed" | "all";
        };
        Comparison: {
            /** @description The differences between the two contexts. */
            context: {
                after: unknown;
                before: unknown;
                path: string;
            }[];
            /** @description The number of facts of the stream between the two positions. */
            facts: number;
            from: {
                at: number;
                /** @description The context of the machine; null if `state` is null. */
                context: unknown;
                /** @description The next deadline; null if the actor waits for nothing, or for a person. */
                deadline: {
                    /** Format: date-time */
                    at: string;
                    /**
                     * @description The next attempt, a restart, the end of a rest, a QR that expires.
                     * @enum {string}
                     */
                    what: "attempt" | "restart" | "resume" | "expire";
                } | null;
                /** @description Null before the first fact, and in streams without a machine. */
                state: string | null;
            };
            stream: string;
            /** @description The columns of the stream's own rows that are not the same, as stored. Tables that mix streams are left out: the line, the statistics, the minutes. */
            tables: {
                changes: {
                    after: unknown;
                    before: unknown;
                    path: string;
                }[];
                table: string;
            }[];
            to: {
                at: number;
                /** @description The context of the machine; null if `state` is null. */
                context: unknown;
                /** @description The next deadline; null if the actor waits for nothing, or for a person. */
                deadline: {
                    /** Format: date-time */
                    at: string;
                    /**
                     * @description The next attempt, a restart, the end of a rest, a QR that expires.
                     * @enum {string}
                     */
                    what: "attempt" | "restart" | "resume" | "expire";
                } | null;
                /** @description Null before the first fact, and in streams without a machine. */
                state: string | null;
            };
        };
        Contact: {
            /** @description With `refresh=true`; null if it is hidden. */
            about?: string | null;
            /** @description The account takes no messages of this person. */
            blocked: boolean;
            /** @description A business, whose name WhatsApp has verified. */
            business: boolean;
            contactId: string;
            /** @description The hidden id, where it is known. */
            lid: string | null;
            /** @description The account's own name for the person, the verified one of a business, or the one they have chosen. */
            name: string | null;
            /** @description Null where only the hidden id is known. */
            number: string | null;
            /** @description With `refresh=true`: an address at WhatsApp's servers, which holds for some days. */
            pictureUrl?: string | null;
            /** @description The name that the person has chosen. */
            pushName: string | null;
            session: string;
            username: string | null;
        };
        ContactAddressedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                addresses: string[];
                chat: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "contact.addressed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ContactBlockedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: Record<string, never>;
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "contact.blocked";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ContactFoundFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                addresses: string[];
                chat: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "contact.found";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ContactMergedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                addresses: string[];
                chat: string;
                contact: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "contact.merged";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ContactNamedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                /** @constant */
                business?: true;
                names: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "contact.named";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ContactsMessage: {
            audience?: (string[] | "contacts") | null;
            clientRef?: string | null;
            contacts: ({
                /** Format: email */
                email?: string;
                name: string;
                organization?: string;
                phones: {
                    number: string;
                    type?: string;
                }[];
            } | {
                vcard: string;
            })[];
            expiresAt?: string | null;
            /**
             * @description It is marked as forwarded.
             * @default false
             */
            forwarded?: boolean;
            /**
             * @description People of the chat; in a group also `all`, as a word or in the list.
             * @default []
             */
            mentions?: string[] | "all";
            metadata?: {
                [key: string]: string;
            } | null;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            replyTo?: string | null;
            sendAt?: string | null;
            /** @description A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`. */
            to: string;
            /** @constant */
            type: "contacts";
        };
        ContactUnblockedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: Record<string, never>;
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "contact.unblocked";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ContentErasedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
                media?: string[];
                messageId?: string;
                person?: string;
                positions: number[];
                quotes?: number[];
                /** @enum {string} */
                reason: "asked" | "retention";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "content.erased";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        Credentials: {
            email: string;
            password: string;
        };
        DeleteMessage: {
            audience?: (string[] | "contacts") | null;
            clientRef?: string | null;
            delete: {
                /** @enum {string} */
                for?: "everyone";
                messageId: string;
            };
            expiresAt?: string | null;
            /**
             * @description It is marked as forwarded.
             * @default false
             */
            forwarded?: boolean;
            /**
             * @description People of the chat; in a group also `all`, as a word or in the list.
             * @default []
             */
            mentions?: string[] | "all";
            metadata?: {
                [key: string]: string;
            } | null;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            replyTo?: string | null;
            sendAt?: string | null;
            /** @description A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`. */
            to: string;
            /** @constant */
            type: "delete";
        };
        DocumentMessage: {
            audience?: (string[] | "contacts") | null;
            clientRef?: string | null;
            document: {
                caption?: string;
                /** @description The name that phones show; the upload's own when left out. */
                fileName?: string;
                media: components["schemas"]["MediaSource"];
            };
            expiresAt?: string | null;
            /**
             * @description It is marked as forwarded.
             * @default false
             */
            forwarded?: boolean;
            /**
             * @description People of the chat; in a group also `all`, as a word or in the list.
             * @default []
             */
            mentions?: string[] | "all";
            metadata?: {
                [key: string]: string;
            } | null;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            replyTo?: string | null;
            sendAt?: string | null;
            /** @description A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`. */
            to: string;
            /** @constant */
            type: "document";
        };
        DryRun: {
            /** @description The hold that the job would have at once. */
            hold: {
                /** @enum {string} */
                reason: "scheduled" | "retry" | "chat_order" | "refers_to" | "paused" | "cooling" | "not_linked" | "not_connected";
                /** @description Null where an event ends it, and no time. */
                until: string | null;
            } | null;
            /** @description The file as it would be sent. */
            media: {
                /** @description The type of the file that it would be converted from; null for one that is sent as it is. */
                convertedFrom: string | null;
                fileName: string | null;
                height: number | null;
                /** @description The upload that would be sent; null for a file that is not stored. */
                id: string | null;
                /** @enum {string} */
                kind: "image" | "video" | "audio" | "document" | "sticker";
                mimetype: string;
                seconds: number | null;
                /** @description In bytes. */
                size: number;
                width: number | null;
            } | null;
            to: {
                chatId: string;
                country: {
                    code: string;
                    name: string;
                } | null;
                /** @description With its country code; null for a chat without a phone number. */
                number: string | null;
            };
            /** @enum {string} */
            type: "text" | "image" | "video" | "audio" | "voice" | "document" | "sticker" | "location" | "contacts" | "poll" | "reaction" | "edit" | "delete" | "forward";
            /** @description Sentences for people. */
            warnings: string[];
        };
        EditMessage: {
            audience?: (string[] | "contacts") | null;
            clientRef?: string | null;
            edit: {
                messageId: string;
                text: string;
            };
            expiresAt?: string | null;
            /**
             * @description It is marked as forwarded.
             * @default false
             */
            forwarded?: boolean;
            /**
             * @description People of the chat; in a group also `all`, as a word or in the list.
             * @default []
             */
            mentions?: string[] | "all";
            metadata?: {
                [key: string]: string;
            } | null;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            replyTo?: string | null;
            sendAt?: string | null;
            /** @description A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`. */
            to: string;
            /** @constant */
            type: "edit";
        };
        Erasure: {
            /** @description Backups that were made before: they still hold what was erased. Delete them, or keep them apart. */
            backups: string[];
            /** @description How many messages were erased. */
            erased: number;
            /** Format: date-time */
            erasedAt: string;
            /** @description For `GET /api/erasures/{id}`. */
            id: string;
            /** @description What cannot be erased. `numbers`: phone numbers name the chats of the log. `plain_digests`: texts of older versions have digests without a salt, from which a short text can be guessed. `client_refs`: the caller’s own names of jobs. `shared_files`: a file that another message has too. */
            remains: ("numbers" | "plain_digests" | "client_refs" | "shared_files")[];
            /**
             * @description `pending` while a reader of the database, such as a backup that is being made, keeps earlier versions of its pages. It becomes `done` by itself.
             * @enum {string}
             */
            state: "done" | "pending";
        };
        Fact: components["schemas"]["JobQueuedFact"] | components["schemas"]["JobEditedFact"] | components["schemas"]["JobReleasedFact"] | components["schemas"]["JobExpiredFact"] | components["schemas"]["JobStartedFact"] | components["schemas"]["JobValidatedFact"] | components["schemas"]["JobCompletedFact"] | components["schemas"]["JobFailedFact"] | components["schemas"]["JobAbandonedFact"] | components["schemas"]["JobInterruptedFact"] | components["schemas"]["JobRetriedFact"] | components["schemas"]["JobCancelledFact"] | components["schemas"]["JobDismissedFact"] | components["schemas"]["JobReceiptsFact"] | components["schemas"]["JobDeliveredFact"] | components["schemas"]["JobReadFact"] | components["schemas"]["JobPlayedFact"] | components["schemas"]["MediaRequestedFact"] | components["schemas"]["MediaAwaitedFact"] | components["schemas"]["MediaFailedFact"] | components["schemas"]["MediaRetriedFact"] | components["schemas"]["MediaRelocatedFact"] | components["schemas"]["MediaSkippedFact"] | components["schemas"]["MediaWithheldFact"] | components["schemas"]["MediaStoredFact"] | components["schemas"]["MediaExpiredFact"] | components["schemas"]["GroupRecordedFact"] | components["schemas"]["GroupMembersChangedFact"] | components["schemas"]["GroupSettingsChangedFact"] | components["schemas"]["GroupDescribedFact"] | components["schemas"]["GroupPictureChangedFact"] | components["schemas"]["GroupInviteRevokedFact"] | components["schemas"]["GroupInvitedFact"] | components["schemas"]["GroupRequestsChangedFact"] | components["schemas"]["GroupLeftFact"] | components["schemas"]["MessageReceivedFact"] | components["schemas"]["MessageRepairedFact"] | components["schemas"]["MessageEditedFact"] | components["schemas"]["MessageDeletedFact"] | components["schemas"]["MessageReactedFact"] | components["schemas"]["PollVotedFact"] | components["schemas"]["ChatReadFact"] | components["schemas"]["ChatMarkedUnreadFact"] | components["schemas"]["ChatArchivedFact"] | components["schemas"]["ChatUnarchivedFact"] | components["schemas"]["ChatPinnedFact"] | components["schemas"]["ChatUnpinnedFact"] | components["schemas"]["ChatMutedFact"] | components["schemas"]["ChatUnmutedFact"] | components["schemas"]["ChatTimerSetFact"] | components["schemas"]["CallReceivedFact"] | components["schemas"]["CallEndedFact"] | components["schemas"]["ContentErasedFact"] | components["schemas"]["ContactFoundFact"] | components["schemas"]["ContactAddressedFact"] | components["schemas"]["ContactNamedFact"] | components["schemas"]["ContactMergedFact"] | components["schemas"]["ContactBlockedFact"] | components["schemas"]["ContactUnblockedFact"] | components["schemas"]["SessionStartedFact"] | components["schemas"]["SessionQrIssuedFact"] | components["schemas"]["SessionQrExpiredFact"] | components["schemas"]["SessionPairedFact"] | components["schemas"]["SessionOpenedFact"] | components["schemas"]["SessionKeepaliveMissedFact"] | components["schemas"]["SessionKeepaliveAnsweredFact"] | components["schemas"]["SessionTimedOutFact"] | components["schemas"]["SessionClosedFact"] | components["schemas"]["SessionInterruptedFact"] | components["schemas"]["SessionStoppedFact"] | components["schemas"]["SessionLoggedOutFact"] | components["schemas"]["SessionUnlinkPendingFact"] | components["schemas"]["SessionUnlinkedFact"] | components["schemas"]["SessionUnlinkGivenUpFact"] | components["schemas"]["SessionHaltedFact"] | components["schemas"]["SessionPresenceSetFact"] | components["schemas"]["SessionRemovedFact"] | components["schemas"]["QueueConfiguredFact"] | components["schemas"]["QueuePausedFact"] | components["schemas"]["QueueResumedFact"] | components["schemas"]["QueueCooledFact"] | components["schemas"]["QueueClearingStartedFact"] | components["schemas"]["QueueClearedFact"] | components["schemas"]["UserAddedFact"] | components["schemas"]["UserRoleChangedFact"] | components["schemas"]["UserPasswordChangedFact"] | components["schemas"]["UserLoggedInFact"] | components["schemas"]["UserLoginRefusedFact"] | components["schemas"]["UserLoggedOutFact"] | components["schemas"]["UserRefreshReusedFact"] | components["schemas"]["UserRemovedFact"] | components["schemas"]["ProcessStartedFact"] | components["schemas"]["ProcessRecoveredFact"] | components["schemas"]["ProcessSandboxSteeredFact"] | components["schemas"]["ProcessStoppedFact"] | components["schemas"]["ProcessBackedUpFact"] | components["schemas"]["ProcessRestoredFact"] | components["schemas"]["ProcessArchivedFact"];
        ForwardMessage: {
            audience?: (string[] | "contacts") | null;
            clientRef?: string | null;
            expiresAt?: string | null;
            forward: {
                messageId: string;
            };
            /**
             * @description It is marked as forwarded.
             * @default false
             */
            forwarded?: boolean;
            /**
             * @description People of the chat; in a group also `all`, as a word or in the list.
             * @default []
             */
            mentions?: string[] | "all";
            metadata?: {
                [key: string]: string;
            } | null;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            replyTo?: string | null;
            sendAt?: string | null;
            /** @description A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`. */
            to: string;
            /** @constant */
            type: "forward";
        };
        Group: {
            /**
             * @description How the members address each other: by number, or by hidden id.
             * @enum {string}
             */
            addressing: "number" | "lid";
            /** @description Only admins may write. */
            announceOnly: boolean;
            /**
             * Format: date-time
             * @description When WhatsApp last told the whole group; notices keep it true since.
             */
            askedAt: string;
            description: string | null;
            /** @description 0 if no message disappears. */
            disappearingSeconds: number;
            groupId: string;
            /** @description An admin must approve those who join by the invite. Null if WhatsApp did not tell it yet. */
            joinApproval: boolean | null;
            /** @description When this account stopped to be a member. */
            leftAt: string | null;
            /** @description Only admins may change the group. */
            locked: boolean;
            session: string;
            /** @description How many members there are, this account included. */
            size: number;
            subject: string | null;
        };
        GroupChange: {
            announceOnly?: boolean;
            description?: string | null;
            /**
             * @description 0, or 24 hours, 7 days or 90 days.
             * @enum {number}
             */
            disappearingSeconds?: 0 | 86400 | 604800 | 7776000;
            joinApproval?: boolean;
            locked?: boolean;
            subject?: string;
        };
        GroupDescribedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                by?: string;
                words: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "group.described";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        GroupDetail: {
            /**
             * @description How the members address each other: by number, or by hidden id.
             * @enum {string}
             */
            addressing: "number" | "lid";
            /** @description Only admins may write. */
            announceOnly: boolean;
            /**
             * Format: date-time
             * @description When WhatsApp last told the whole group; notices keep it true since.
             */
            askedAt: string;
            description: string | null;
            /** @description 0 if no message disappears. */
            disappearingSeconds: number;
            groupId: string;
            /** @description An admin must approve those who join by the invite. Null if WhatsApp did not tell it yet. */
            joinApproval: boolean | null;
            /** @description When this account stopped to be a member. */
            leftAt: string | null;
            /** @description Only admins may change the group. */
            locked: boolean;
            members: {
                /** @description Null for this account, and for people not on record. */
                contactId: string | null;
                /** @description The address that the group uses. */
                id: string;
                lid: string | null;
                /** @description The best of their names; null where none is known. */
                name: string | null;
                /** @description Null where neither the group nor the contact tells it. */
                number: string | null;
                /** @enum {string} */
                role: "member" | "admin" | "superadmin";
            }[];
            session: string;
            /** @description How many members there are, this account included. */
            size: number;
            subject: string | null;
        };
        GroupInvite: {
            code: string;
            link: string;
        };
        GroupInvitedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                people: {
                    id: string;
                    lid?: string;
                    number?: string;
                }[];
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "group.invited";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        GroupInviteRevokedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                by?: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "group.invite_revoked";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        GroupJoined: {
            groupId: string;
            /**
             * @description `requested`: an admin must approve it; the fact `group.recorded` says when that was done.
             * @enum {string}
             */
            outcome: "joined" | "requested";
        };
        GroupLeftFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                by?: string;
                /** @enum {string} */
                reason: "left" | "removed" | "refused";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "group.left";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        GroupMade: {
            /**
             * @description How the members address each other: by number, or by hidden id.
             * @enum {string}
             */
            addressing: "number" | "lid";
            /** @description Only admins may write. */
            announceOnly: boolean;
            /**
             * Format: date-time
             * @description When WhatsApp last told the whole group; notices keep it true since.
             */
            askedAt: string;
            description: string | null;
            /** @description 0 if no message disappears. */
            disappearingSeconds: number;
            groupId: string;
            /** @description An admin must approve those who join by the invite. Null if WhatsApp did not tell it yet. */
            joinApproval: boolean | null;
            /** @description When this account stopped to be a member. */
            leftAt: string | null;
            /** @description Only admins may change the group. */
            locked: boolean;
            members: {
                /** @description Null for this account, and for people not on record. */
                contactId: string | null;
                /** @description The address that the group uses. */
                id: string;
                lid: string | null;
                /** @description The best of their names; null where none is known. */
                name: string | null;
                /** @description Null where neither the group nor the contact tells it. */
                number: string | null;
                /** @enum {string} */
                role: "member" | "admin" | "superadmin";
            }[];
            /** @description What was asked for and is not so: `description`, if WhatsApp did not take it. */
            notDone: string[];
            results: components["schemas"]["GroupResult"][];
            session: string;
            /** @description How many members there are, this account included. */
            size: number;
            subject: string | null;
        };
        GroupMembersChange: {
            /** @enum {string} */
            action: "add" | "remove" | "promote" | "demote";
            /** @description Numbers as people write them, or addresses such as `…@s.whatsapp.net` and `…@lid`. */
            participants: string[];
        };
        GroupMembersChangedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                /** @enum {string} */
                action: "add" | "remove" | "promote" | "demote";
                by?: string;
                members: {
                    id: string;
                    lid?: string;
                    number?: string;
                }[];
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "group.members_changed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        GroupPicture: {
            media: components["schemas"]["MediaSource"];
        };
        GroupPictureChangedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                by?: string;
                removed: boolean;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "group.picture_changed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        GroupRecordedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                /** @enum {string} */
                addressing: "number" | "lid";
                announceOnly: boolean;
                disappearingSeconds: number;
                joinApproval?: boolean;
                locked: boolean;
                members: {
                    id: string;
                    lid?: string;
                    number?: string;
                    /** @enum {string} */
                    role: "member" | "admin" | "superadmin";
                }[];
                /** @enum {string} */
                origin: "query" | "notice";
                self: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "group.recorded";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        GroupRequestsAnswer: {
            /** @enum {string} */
            action: "approve" | "reject";
            /** @description Numbers as people write them, or addresses such as `…@s.whatsapp.net` and `…@lid`. */
            participants: string[];
        };
        GroupRequestsChangedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                by?: string;
                /** @enum {string} */
                change: "created" | "withdrawn" | "rejected";
                people: {
                    id: string;
                    lid?: string;
                    number?: string;
                }[];
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "group.requests_changed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        GroupResult: {
            /** @description WhatsApp's number for what it refused. */
            code?: number;
            /** @description Whether a person with `privacy` got an invitation as a message instead. */
            inviteSent?: boolean;
            ok: boolean;
            /** @description As the request names the person. */
            participant: string;
            /**
             * @description `privacy`: the person lets this account add it to no group. `no_answer`: look at the group.
             * @enum {string}
             */
            reason?: "already_member" | "blocked" | "creator" | "group_full" | "left_recently" | "no_answer" | "not_found" | "not_on_whatsapp" | "privacy" | "refused";
        };
        GroupSettingsChangedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                announceOnly?: boolean;
                by?: string;
                disappearingSeconds?: number;
                joinApproval?: boolean;
                locked?: boolean;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "group.settings_changed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        GroupToJoin: {
            code: string;
        };
        GroupToMake: {
            /** @default null */
            description?: string | null;
            /** @description Numbers as people write them, or addresses such as `…@s.whatsapp.net` and `…@lid`. */
            participants: string[];
            subject: string;
        };
        History: {
            at: number;
            /** @description The context of the machine; null if `state` is null. */
            context: unknown;
            /** @description The next deadline; null if the actor waits for nothing, or for a person. */
            deadline: {
                /** Format: date-time */
                at: string;
                /**
                 * @description The next attempt, a restart, the end of a rest, a QR that expires.
                 * @enum {string}
                 */
                what: "attempt" | "restart" | "resume" | "expire";
            } | null;
            facts: components["schemas"]["Fact"][];
            /** @description Null before the first fact, and in streams without a machine. */
            state: string | null;
            stream: string;
        };
        ImageMessage: {
            audience?: (string[] | "contacts") | null;
            clientRef?: string | null;
            expiresAt?: string | null;
            /**
             * @description It is marked as forwarded.
             * @default false
             */
            forwarded?: boolean;
            image: {
                /** @description Send the file as a document: as it is, and up to the limit of documents. */
                asDocument?: boolean;
                caption?: string;
                media: components["schemas"]["MediaSource"];
                /** @description It can be opened once. */
                viewOnce?: boolean;
            };
            /**
             * @description People of the chat; in a group also `all`, as a word or in the list.
             * @default []
             */
            mentions?: string[] | "all";
            metadata?: {
                [key: string]: string;
            } | null;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            replyTo?: string | null;
            sendAt?: string | null;
            /** @description A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`. */
            to: string;
            /** @constant */
            type: "image";
        };
        InvitedGroup: {
            announceOnly: boolean;
            createdAt: string | null;
            description: string | null;
            groupId: string;
            /** @description Joining asks the admins. */
            joinApproval: boolean;
            locked: boolean;
            size: number;
            subject: string;
        };
        Job: {
            /** @description All attempts that count. */
            attempts: number;
            /** @description Attempts left on the ladder of waits that it is on; 0 once it has ended. */
            attemptsLeft: number;
            /** @description Who may see a status; null for other messages. */
            audience: string[] | null;
            audio?: unknown;
            chatId: string;
            clientRef: string | null;
            /** @description When WhatsApp's server acknowledged it. */
            completedAt: string | null;
            contacts?: unknown;
            delete?: unknown;
            deliveredAt: string | null;
            /** @description A failed job that was put aside from the retry queue. */
            dismissed: boolean;
            document?: unknown;
            edit?: unknown;
            expiresAt: string | null;
            failure: {
                code: string;
                message: string;
                retryable: boolean;
            } | null;
            forward?: unknown;
            /** @description Why it does not go out yet; null when it does or has ended. */
            hold: {
                /** @enum {string} */
                reason: "scheduled" | "retry" | "chat_order" | "refers_to" | "paused" | "cooling" | "not_linked" | "not_connected";
                /** @description Null where an event ends it, and no time. */
                until: string | null;
            } | null;
            image?: unknown;
            jobId: string;
            location?: unknown;
            mentions: string[] | "all";
            /** @description The text or the caption. Null for a message without words, or when it was erased or cannot be read. */
            message: string | null;
            /** @description The id under which WhatsApp knows it, the same for every attempt. */
            messageId: string;
            metadata: {
                [key: string]: string;
            } | null;
            nextAttemptAt: string | null;
            /** @description When a voice note, a video, or what can be seen once was opened; in a group, by the last member. */
            playedAt: string | null;
            poll?: unknown;
            /** @enum {string} */
            priority: "HIGH" | "NORMAL" | "LOW";
            /** @description 0 waiting, 30 started, 60 being sent, 100 completed. */
            progress: number;
            /** Format: date-time */
            queuedAt: string;
            reaction?: unknown;
            readAt: string | null;
            replyTo: string | null;
            /** @description Not before this time; null for at once. */
            sendAt: string | null;
            session: string;
            startedAt: string | null;
            /** @enum {string} */
            status: "waiting" | "active" | "retrying" | "completed" | "failed" | "cancelled";
            sticker?: unknown;
            text?: unknown;
            /** @description The recipient as it was written. Where that is not on record, the chat id. */
            to: string;
            /** @description The kind of message, which also names the member that holds what it says; null when it was erased or cannot be read. */
            type: ("text" | "image" | "video" | "audio" | "voice" | "document" | "sticker" | "location" | "contacts" | "poll" | "reaction" | "edit" | "delete" | "forward") | null;
            video?: unknown;
            voice?: unknown;
        };
        JobAbandonedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                attempt: number;
                failure: {
                    /** @enum {string} */
                    code: "ack_timeout" | "client_not_ready" | "group_refused" | "media_unavailable" | "media_unreachable" | "media_upload_failed" | "network_timeout" | "protocol_error" | "session_closed" | "blocked" | "content_gone" | "content_unreadable" | "expired" | "group_announce_only" | "group_not_admin" | "group_not_member" | "media_conversion_unavailable" | "media_gone" | "media_too_large" | "media_type_mismatch" | "media_unreadable" | "message_gone" | "message_too_old" | "not_allowed" | "not_registered" | "number_invalid" | "rate_limited" | "reachout_locked" | "refused";
                    message: string;
                    retryable: boolean;
                    /** @default null */
                    status?: number | null;
                };
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.abandoned";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobCancelledFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
                idempotency?: {
                    digest: string;
                    key: string;
                };
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.cancelled";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobCompletedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                recipients?: number;
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.completed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobDeliveredFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                deliveredAt: number;
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.delivered";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobDetail: {
            /** @description All attempts that count. */
            attempts: number;
            /** @description Attempts left on the ladder of waits that it is on; 0 once it has ended. */
            attemptsLeft: number;
            /** @description Who may see a status; null for other messages. */
            audience: string[] | null;
            audio?: unknown;
            chatId: string;
            clientRef: string | null;
            /** @description When WhatsApp's server acknowledged it. */
            completedAt: string | null;
            contacts?: unknown;
            delete?: unknown;
            deliveredAt: string | null;
            /** @description A failed job that was put aside from the retry queue. */
            dismissed: boolean;
            document?: unknown;
            edit?: unknown;
            expiresAt: string | null;
            /** @description Why it did not arrive, or how far it has come: one sentence for people. */
            explanation: string;
            failure: {
                code: string;
                message: string;
                retryable: boolean;
            } | null;
            forward?: unknown;
            /** @description Why it does not go out yet; null when it does or has ended. */
            hold: {
                /** @enum {string} */
                reason: "scheduled" | "retry" | "chat_order" | "refers_to" | "paused" | "cooling" | "not_linked" | "not_connected";
                /** @description Null where an event ends it, and no time. */
                until: string | null;
            } | null;
            /** @description What its queue held it up with while it waited, oldest first. Null when its facts cannot be read: one is damaged, or the file of the archive that holds them is not there. */
            holds: {
                /** Format: date-time */
                from: string;
                /** @enum {string} */
                reason: "paused" | "cooling";
                /** @description Null while it lasts. */
                until: string | null;
            }[] | null;
            image?: unknown;
            jobId: string;
            location?: unknown;
            mentions: string[] | "all";
            /** @description The text or the caption. Null for a message without words, or when it was erased or cannot be read. */
            message: string | null;
            /** @description The id under which WhatsApp knows it, the same for every attempt. */
            messageId: string;
            metadata: {
                [key: string]: string;
            } | null;
            nextAttemptAt: string | null;
            /** @description When a voice note, a video, or what can be seen once was opened; in a group, by the last member. */
            playedAt: string | null;
            poll?: unknown;
            /** @enum {string} */
            priority: "HIGH" | "NORMAL" | "LOW";
            /** @description 0 waiting, 30 started, 60 being sent, 100 completed. */
            progress: number;
            /** Format: date-time */
            queuedAt: string;
            reaction?: unknown;
            readAt: string | null;
            replyTo: string | null;
            /** @description Not before this time; null for at once. */
            sendAt: string | null;
            session: string;
            startedAt: string | null;
            /** @enum {string} */
            status: "waiting" | "active" | "retrying" | "completed" | "failed" | "cancelled";
            sticker?: unknown;
            text?: unknown;
            /** @description The recipient as it was written. Where that is not on record, the chat id. */
            to: string;
            /** @description The kind of message, which also names the member that holds what it says; null when it was erased or cannot be read. */
            type: ("text" | "image" | "video" | "audio" | "voice" | "document" | "sticker" | "location" | "contacts" | "poll" | "reaction" | "edit" | "delete" | "forward") | null;
            video?: unknown;
            voice?: unknown;
        };
        JobDismissedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.dismissed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobEditedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                content: {
                    digest: string;
                    kind: string;
                };
                from?: string;
                idempotency?: {
                    digest: string;
                    key: string;
                };
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.edited";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobExpiredFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                failure: {
                    /** @enum {string} */
                    code: "ack_timeout" | "client_not_ready" | "group_refused" | "media_unavailable" | "media_unreachable" | "media_upload_failed" | "network_timeout" | "protocol_error" | "session_closed" | "blocked" | "content_gone" | "content_unreadable" | "expired" | "group_announce_only" | "group_not_admin" | "group_not_member" | "media_conversion_unavailable" | "media_gone" | "media_too_large" | "media_type_mismatch" | "media_unreadable" | "message_gone" | "message_too_old" | "not_allowed" | "not_registered" | "number_invalid" | "rate_limited" | "reachout_locked" | "refused";
                    message: string;
                    retryable: boolean;
                    /** @default null */
                    status?: number | null;
                };
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.expired";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobFailedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                attempt: number;
                failure: {
                    /** @enum {string} */
                    code: "ack_timeout" | "client_not_ready" | "group_refused" | "media_unavailable" | "media_unreachable" | "media_upload_failed" | "network_timeout" | "protocol_error" | "session_closed" | "blocked" | "content_gone" | "content_unreadable" | "expired" | "group_announce_only" | "group_not_admin" | "group_not_member" | "media_conversion_unavailable" | "media_gone" | "media_too_large" | "media_type_mismatch" | "media_unreadable" | "message_gone" | "message_too_old" | "not_allowed" | "not_registered" | "number_invalid" | "rate_limited" | "reachout_locked" | "refused";
                    message: string;
                    retryable: boolean;
                    /** @default null */
                    status?: number | null;
                };
                retryAt: number;
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.failed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobInterruptedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                attempts: number | null;
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.interrupted";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobPlayedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                playedAt: number;
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.played";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobQueuedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                audience?: string[];
                chat: string;
                clientRef?: string;
                content: {
                    digest: string;
                    kind: string;
                };
                expiresAt?: number;
                /** @constant */
                forwarded?: true;
                idempotency?: {
                    digest: string;
                    key: string;
                };
                media?: string[];
                mentions?: string[];
                /** @constant */
                mentionsAll?: true;
                messageId: string;
                metadata?: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
                notBefore?: number;
                /** @enum {string} */
                priority: "HIGH" | "NORMAL" | "LOW";
                refersTo?: string;
                replyTo?: string;
                session: string;
                to?: string;
                /** @constant */
                waits?: true;
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.queued";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobReadFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                readAt: number;
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.read";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobReceiptsFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                receipts: {
                    at: number;
                    by: string;
                    /** @enum {string} */
                    kind: "delivered" | "read" | "played";
                }[];
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.receipts";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobReleasedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                quoted: boolean;
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.released";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobRetriedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                attempts: number;
                from?: string;
                waitsFor?: string;
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.retried";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobStartedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                attempt: number;
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.started";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        JobValidatedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                chat: string;
            };
            /** @description Null before the first fact. */
            from: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Null before the first fact. */
            to: ("waiting" | "active.validating" | "active.sending" | "retrying" | "completed.acknowledged" | "completed.delivered" | "completed.read" | "failed" | "cancelled" | "dismissed") | null;
            /** @constant */
            type: "job.validated";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        LocationMessage: {
            audience?: (string[] | "contacts") | null;
            clientRef?: string | null;
            expiresAt?: string | null;
            /**
             * @description It is marked as forwarded.
             * @default false
             */
            forwarded?: boolean;
            location: {
                address?: string;
                /** @description Degrees. */
                latitude: number;
                /** @description Degrees. */
                longitude: number;
                name?: string;
            };
            /**
             * @description People of the chat; in a group also `all`, as a word or in the list.
             * @default []
             */
            mentions?: string[] | "all";
            metadata?: {
                [key: string]: string;
            } | null;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            replyTo?: string | null;
            sendAt?: string | null;
            /** @description A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`. */
            to: string;
            /** @constant */
            type: "location";
        };
        Me: {
            email: string;
            id: string;
            /** @enum {string} */
            role: "admin" | "operator" | "viewer";
        };
        Media: {
            /** Format: date-time */
            createdAt: string;
            /** @description It may be removed from this time on, unless a message uses it before; null if it is kept for ever. */
            expiresAt: string | null;
            fileName: string | null;
            height: number | null;
            id: string;
            /** @enum {string} */
            kind: "image" | "video" | "audio" | "document" | "sticker";
            /** @description By the bytes, not by what the request said; as its sender says for a file that is not here. */
            mimetype: string;
            seconds: number | null;
            session: string;
            /** @description The hash of the bytes; null while they are not here, and once it was erased. */
            sha256: string | null;
            /** @description In bytes; as its sender says, or null, for a file that is not here. */
            size: number | null;
            /**
             * @description `stored` while the bytes are here, which they always are for an upload.
             * @enum {string}
             */
            state: "pending" | "stored" | "failed" | "expired" | "withheld" | "skipped";
            width: number | null;
        };
        MediaAwaitedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                /** @constant */
                asked?: true;
                chat: string;
                from?: string;
                /** @enum {string} */
                kind: "image" | "video" | "audio" | "document" | "sticker";
                messageId: string;
                size: number | null;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "media.awaited";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        MediaExpiredFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
                /** @enum {string} */
                reason: "retention" | "deleted" | "gone";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "media.expired";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        MediaFailedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                attempt: number;
                /** @enum {string} */
                reason: "unreachable" | "timeout" | "refused" | "gone" | "damaged" | "not_connected" | "no_answer" | "not_stored";
                retryAt: number | null;
                status?: number;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "media.failed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        MediaLink: {
            /** Format: date-time */
            expiresAt: string;
            /** @description Its holder may fetch the bytes until then, without a token. */
            url: string;
        };
        MediaLinkRequest: {
            /**
             * @description How long the link is good; 15 minutes when left out.
             * @default 900
             */
            seconds?: number;
        };
        MediaRelocatedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                remote: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "media.relocated";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        MediaRequestedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                address: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
                from?: string;
                /** @enum {string} */
                use: "image" | "sticker" | "voice" | "audio" | "video" | "gif" | "round" | "picture" | "document";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "media.requested";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        MediaRetriedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                /** @constant */
                asked?: true;
                from?: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "media.retried";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        MediaSkippedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                limit: number;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "media.skipped";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        MediaSource: {
            id: string;
        } | {
            /**
             * @description `now` stores the bytes before the answer; `later` has the first attempt fetch them.
             * @default now
             * @enum {string}
             */
            fetch?: "now" | "later";
            fileName?: string;
            /** Format: uri */
            url: string;
        } | {
            /** @description The bytes in base64 or base64url, or as a `data:` URL. Larger ones are uploaded first. */
            data: string;
            fileName?: string;
            mimetype?: string;
        };
        MediaStoredFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                file: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
                /** @enum {string} */
                form?: "image" | "sticker" | "voice" | "audio" | "video" | "gif" | "round" | "picture";
                from?: string;
                height?: number;
                /** @enum {string} */
                kind: "image" | "video" | "audio" | "document" | "sticker";
                mimetype: string;
                of?: string;
                /** @enum {string} */
                origin: "upload" | "address" | "data" | "conversion" | "received";
                seconds?: number;
                size: number;
                width?: number;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "media.stored";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        MediaWithheldFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: Record<string, never>;
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "media.withheld";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        Message: components["schemas"]["TextMessage"] | components["schemas"]["ImageMessage"] | components["schemas"]["VideoMessage"] | components["schemas"]["AudioMessage"] | components["schemas"]["VoiceMessage"] | components["schemas"]["DocumentMessage"] | components["schemas"]["StickerMessage"] | components["schemas"]["LocationMessage"] | components["schemas"]["ContactsMessage"] | components["schemas"]["PollMessage"] | components["schemas"]["ReactionMessage"] | components["schemas"]["EditMessage"] | components["schemas"]["DeleteMessage"] | components["schemas"]["ForwardMessage"];
        MessageDeletedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                by: string;
                byOther?: string;
                changeId: string;
                /** @enum {string} */
                direction: "in" | "out";
                messageId: string;
                /** @constant */
                repaired?: true;
                sentAt: number;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "message.deleted";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        MessageEditedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                by: string;
                byOther?: string;
                changeId: string;
                content?: {
                    digest: string;
                    kind: string;
                };
                /** @enum {string} */
                direction: "in" | "out";
                disappearsAfter?: number;
                forwarded?: number;
                heard?: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
                media?: {
                    height?: number;
                    id: string;
                    /** @enum {string} */
                    kind: "image" | "video" | "audio" | "document" | "sticker";
                    mimetype: string;
                    seconds?: number;
                    size: number | null;
                    width?: number;
                };
                mentions?: string[];
                /** @constant */
                mentionsAll?: true;
                messageId: string;
                raw?: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
                remote?: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
                /** @constant */
                repaired?: true;
                replyTo?: string;
                sentAt: number;
                /** @constant */
                viewOnce?: true;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "message.edited";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        MessageReactedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                by: string;
                byOther?: string;
                changeId: string;
                content: {
                    digest: string;
                    kind: string;
                };
                /** @enum {string} */
                direction: "in" | "out";
                messageId: string;
                /** @constant */
                repaired?: true;
                sentAt: number;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "message.reacted";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        MessageReceivedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                by: string;
                byOther?: string;
                chatOther?: string;
                content?: {
                    digest: string;
                    kind: string;
                };
                /** @enum {string} */
                direction: "in" | "out";
                disappearsAfter?: number;
                forwarded?: number;
                heard?: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
                media?: {
                    height?: number;
                    id: string;
                    /** @enum {string} */
                    kind: "image" | "video" | "audio" | "document" | "sticker";
                    mimetype: string;
                    seconds?: number;
                    size: number | null;
                    width?: number;
                };
                mentions?: string[];
                /** @constant */
                mentionsAll?: true;
                messageId: string;
                raw?: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
                remote?: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
                replyTo?: string;
                sentAt: number;
                /** @enum {string} */
                source: "live" | "offline" | "phone" | "history";
                unread?: {
                    /** @enum {string} */
                    kind: "undecryptable" | "withheld";
                    reason: string;
                };
                /** @constant */
                viewOnce?: true;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "message.received";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        MessageRepairedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                content?: {
                    digest: string;
                    kind: string;
                };
                disappearsAfter?: number;
                forwarded?: number;
                heard?: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
                media?: {
                    height?: number;
                    id: string;
                    /** @enum {string} */
                    kind: "image" | "video" | "audio" | "document" | "sticker";
                    mimetype: string;
                    seconds?: number;
                    size: number | null;
                    width?: number;
                };
                mentions?: string[];
                /** @constant */
                mentionsAll?: true;
                messageId: string;
                raw?: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
                remote?: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
                replyTo?: string;
                sentAt: number;
                /** @constant */
                viewOnce?: true;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "message.repaired";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        MuteChat: {
            /** @description For how long. */
            seconds?: number;
            /** Format: date-time */
            until?: string;
        };
        NewPassword: {
            password: string;
        };
        NewUser: {
            email: string;
            password: string;
            /**
             * @default operator
             * @enum {string}
             */
            role?: "admin" | "operator" | "viewer" | "member";
        };
        NumberCheckRequest: {
            /** @description As people write them, like the recipient of a message. */
            numbers: string[];
        };
        NumberReading: {
            chatId: string | null;
            country: {
                /** @description ISO 3166-1, two letters. */
                code: string;
                name: string;
            } | null;
            /** @description Why the input cannot be a number, and how to write one. */
            detail: string | null;
            /** @description The number as people write it; null for a chat without a phone number, such as a group. */
            international: string | null;
            /** @description Whether a message to the number would be accepted. */
            possible: boolean;
        };
        Outline: {
            /** @description The last fact of each kind of stream before the first row. */
            before: {
                job: components["schemas"]["Fact"] | null;
                media: components["schemas"]["Fact"] | null;
                queue: components["schemas"]["Fact"] | null;
                session: components["schemas"]["Fact"] | null;
            };
            /** @description One row a fact: position, time (milliseconds since 1970), stream, type, from, to, by, causation. A missing word is −1; a missing causation is 0. */
            rows: number[][];
            /** @description The number of facts. */
            total: number;
            /** @description The words that rows refer to by index, from 0. */
            words: string[];
        };
        PairingCode: {
            code: string;
            /** Format: date-time */
            expiresAt: string;
        };
        PairingNumber: {
            number: string;
        };
        Person: {
            /** @description Null for the account itself, and where no more is on record than an address. */
            contactId: string | null;
            /** @description The hidden id, where it is known. */
            lid: string | null;
            /** @description The account's own name for the person, the verified one of a business, or the one they have chosen. */
            name: string | null;
            /** @description Null where only the hidden id is known. */
            number: string | null;
            username: string | null;
        };
        PollMessage: {
            audience?: (string[] | "contacts") | null;
            clientRef?: string | null;
            expiresAt?: string | null;
            /**
             * @description It is marked as forwarded.
             * @default false
             */
            forwarded?: boolean;
            /**
             * @description People of the chat; in a group also `all`, as a word or in the list.
             * @default []
             */
            mentions?: string[] | "all";
            metadata?: {
                [key: string]: string;
            } | null;
            poll: {
                options: string[];
                question: string;
                /**
                 * @description How many options one person may choose; 0 for any number.
                 * @default 1
                 */
                selectable?: number;
            };
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            replyTo?: string | null;
            sendAt?: string | null;
            /** @description A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`. */
            to: string;
            /** @constant */
            type: "poll";
        };
        PollVotedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                by: string;
                byOther?: string;
                changeId: string;
                /** @enum {string} */
                direction: "in" | "out";
                messageId: string;
                /** @constant */
                repaired?: true;
                sentAt: number;
                vote: {
                    digest: string;
                    /** @enum {string} */
                    kind: "metadata" | "file" | "address" | "group" | "heard" | "names" | "raw" | "remote" | "vote";
                };
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "poll.voted";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        Problem: {
            /** @description Stable, in the form `subject.reason`. */
            code: string;
            /** @description What went wrong this time, and what to do about it. */
            detail: string;
            errors?: {
                message: string;
                path: string;
            }[];
            /** @description Also in the header `X-Request-Id` and in the log line. */
            requestId: string;
            status: number;
            title: string;
            /** @description Where this kind of problem is explained. */
            type: string;
        };
        ProcessArchivedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                before: number;
                facts: number;
                file: string;
                first: number;
                last: number;
                segment: number;
                sha256: string;
                streams: number;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "process.archived";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ProcessBackedUpFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                bytes: number;
                from?: string;
                head: number;
                name: string;
                sha256: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "process.backed_up";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ProcessRecoveredFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                jobs: number;
                sessions: number;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "process.recovered";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ProcessRestoredFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                head: number;
                sha256: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "process.restored";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ProcessSandboxSteeredFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                control: string;
                from?: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "process.sandbox_steered";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ProcessStartedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                node: string;
                version: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "process.started";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ProcessStoppedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                reason: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "process.stopped";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        Qr: {
            /** Format: date-time */
            expiresAt: string;
            /** @description The content of the QR. */
            qr: string;
        };
        QueueClearedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                cleared: number;
                clearing?: string;
                from?: string;
                /** @enum {string} */
                status: "waiting" | "retrying" | "failed" | "all";
            };
            /** @enum {string} */
            from: "running" | "paused" | "cooling";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "running" | "paused" | "cooling";
            /** @constant */
            type: "queue.cleared";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        QueueClearingStartedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                clearing: string;
                from?: string;
                /** @enum {string} */
                status: "waiting" | "retrying" | "failed" | "all";
                total: number;
            };
            /** @enum {string} */
            from: "running" | "paused" | "cooling";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "running" | "paused" | "cooling";
            /** @constant */
            type: "queue.clearing_started";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        QueueConfig: {
            backoffBaseMs: number;
            backoffMaxMs: number;
            concurrency: number;
            coolingMs: number;
            maxAttempts: number;
            waitingMax: number;
        };
        QueueConfigChange: {
            backoffBaseMs?: number;
            backoffMaxMs?: number;
            concurrency?: number;
            coolingMs?: number;
            maxAttempts?: number;
            waitingMax?: number;
        };
        QueueConfiguredFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                config: {
                    backoffBaseMs: number;
                    backoffMaxMs: number;
                    concurrency: number;
                    coolingMs: number;
                    maxAttempts: number;
                    waitingMax: number;
                };
                from?: string;
                was: {
                    backoffBaseMs: number;
                    backoffMaxMs: number;
                    concurrency: number;
                    coolingMs: number;
                    maxAttempts: number;
                    waitingMax: number;
                };
            };
            /** @enum {string} */
            from: "running" | "paused" | "cooling";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "running" | "paused" | "cooling";
            /** @constant */
            type: "queue.configured";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        QueueCooledFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                reason: string;
                until: number;
            };
            /** @enum {string} */
            from: "running" | "paused" | "cooling";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "running" | "paused" | "cooling";
            /** @constant */
            type: "queue.cooled";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        QueuedJob: {
            chatId: string;
            jobId: string;
            messageId: string;
            /** @enum {string} */
            priority: "HIGH" | "NORMAL" | "LOW";
            /** Format: date-time */
            queuedAt: string;
            /** @description As it was asked for; null for at once. */
            sendAt: string | null;
            /** @enum {string} */
            status: "waiting" | "active" | "retrying" | "completed" | "failed" | "cancelled";
        };
        QueuePausedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @enum {string} */
            from: "running" | "paused" | "cooling";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "running" | "paused" | "cooling";
            /** @constant */
            type: "queue.paused";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        QueueResumedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @enum {string} */
            from: "running" | "paused" | "cooling";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "running" | "paused" | "cooling";
            /** @constant */
            type: "queue.resumed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        ReactionMessage: {
            audience?: (string[] | "contacts") | null;
            clientRef?: string | null;
            expiresAt?: string | null;
            /**
             * @description It is marked as forwarded.
             * @default false
             */
            forwarded?: boolean;
            /**
             * @description People of the chat; in a group also `all`, as a word or in the list.
             * @default []
             */
            mentions?: string[] | "all";
            metadata?: {
                [key: string]: string;
            } | null;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            reaction: {
                emoji: string;
                messageId: string;
            };
            replyTo?: string | null;
            sendAt?: string | null;
            /** @description A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`. */
            to: string;
            /** @constant */
            type: "reaction";
        };
        ReadChat: {
            /** @description The last message that was read; the last one of the chat. */
            upTo?: string;
        };
        Refresh: {
            refreshToken: string;
        };
        RetryQueue: {
            items: components["schemas"]["Job"][];
            /** @description For the next page; null at the end. */
            nextCursor: string | null;
            stats: {
                /** @description Jobs that failed for good and were not dismissed. */
                failed: number;
                /** @description Jobs that wait for a retry. */
                retrying: number;
            };
        };
        Sandbox: {
            /** @description What people see of the account. */
            account: {
                available: boolean;
                /** @description Null for what is not set. */
                profile: {
                    about: string | null;
                    name: string | null;
                    pictureUrl: string | null;
                };
                typing: {
                    /** @description A number, or the id of a group. */
                    chat: string;
                    /** @enum {string} */
                    state: "typing" | "recording";
                }[];
                /** @description The numbers whose presence it asks for. */
                watches: string[];
            };
            /** @description The same, as `disarm` knows them. */
            armed: {
                code: number | null;
                /** @enum {string} */
                kind: "ack_error" | "cut_after_handing" | "cut_after_write" | "cut_before_receipt" | "cut_before_write" | "lose_ack" | "lose_key" | "media_conn_error" | "media_cut" | "media_down" | "media_full" | "media_refused" | "media_slow" | "rate_overlimit" | "refuse_login" | "refuse_upgrade" | "silence";
                /** @description The only number that the fault affects; null for all. */
                number: string | null;
                /** @description How many more times the fault occurs; null if it lasts until it is disarmed. */
                times: number | null;
            }[];
            connections: {
                account: string | null;
                /** Format: date-time */
                since: string;
            }[];
            /** @description The faults that are armed, in words. */
            faults: string[];
            paired: string[];
            qrWaiting: boolean;
            scansByItself: boolean;
        };
        SandboxBubble: {
            /** Format: date-time */
            at: string;
            /** @description How many times it arrived; the phone shows the first. */
            copies: number;
            deleted: boolean;
            /** @description What the phone shows; null for a deleted message. */
            details: components["schemas"]["SandboxDetails"] | null;
            edited: boolean;
            /** @description Seconds after which it disappears. */
            expiration: number | null;
            /** @description What became of its file at the phone; null if it has none. */
            file: {
                problem: string | null;
                /** @enum {string} */
                state: "arriving" | "whole" | "broken";
            } | null;
            /** @description How often it was forwarded; 0 for an original. */
            forwarded: number;
            /**
             * @description Who wrote it.
             * @enum {string}
             */
            from: "gateway" | "contact";
            /** @description The job that sent the message; null if a contact wrote it. */
            jobId: string | null;
            /** @description Addresses, or `all`. */
            mentions: string[];
            messageId: string;
            reactions: {
                emoji: string;
                /** @enum {string} */
                from: "gateway" | "contact";
            }[];
            /**
             * @description What the other side has confirmed.
             * @enum {string}
             */
            receipt: "none" | "delivered" | "read";
            replyTo: {
                messageId: string;
                preview: string | null;
            } | null;
            /** @description What a person reads; for other kinds, what stands for them in a list. */
            text: string;
            /** @description The kind of message, as `details` names it too. */
            type: string;
            viewOnce: boolean;
        };
        SandboxCall: {
            callId: string;
            from: string;
            /**
             * @description `accepted` on the phone of the account; `rejected` there or by the gateway; `missed` if the caller gave up.
             * @enum {string}
             */
            standing: "rings" | "accepted" | "rejected" | "missed";
            video: boolean;
        };
        SandboxChat: {
            /** @description The newest ones, oldest first. */
            bubbles: components["schemas"]["SandboxBubble"][];
            /** @description How many older ones are left out. */
            earlier: number;
            last: components["schemas"]["SandboxBubble"] | null;
            /** @description What is special about the number; null for an ordinary one. */
            nature: string | null;
            number: string;
            /** @description The phone is off, until `online` brings it back. */
            off: boolean;
            /** @description The number of unread messages on the phone. */
            unread: number;
            /** @description The number of messages that wait because the phone is off. */
            waiting: number;
        };
        SandboxChatOnPhone: {
            archived: boolean;
            /** @description A number, or the id of a group. */
            chat: string;
            markedUnread: boolean;
            /** @description Milliseconds since 1970; -1 for a mute without an end, null if it is not muted. */
            mutedUntil: number | null;
            pinned: boolean;
        };
        SandboxDetails: {
            /** @description Of a status. */
            background?: string;
            body: string;
            /** @description Of a status, by WhatsApp's name. */
            font?: string;
            preview?: {
                description: string | null;
                /** @description A small JPEG, base64. */
                thumbnail?: string;
                title: string | null;
                url: string;
            };
            /** @constant */
            type: "text";
        } | {
            caption: string | null;
            media: components["schemas"]["SandboxMedia"];
            /** @constant */
            type: "image";
        } | {
            caption: string | null;
            /** @description Plays by itself, again and again. */
            gif: boolean;
            media: components["schemas"]["SandboxMedia"];
            /** @description A round video note. */
            note: boolean;
            /** @constant */
            type: "video";
        } | {
            media: components["schemas"]["SandboxMedia"];
            /** @constant */
            type: "audio";
        } | {
            media: components["schemas"]["SandboxMedia"];
            /** @constant */
            type: "voice";
        } | {
            caption: string | null;
            fileName: string;
            media: components["schemas"]["SandboxMedia"];
            /** @constant */
            type: "document";
        } | {
            animated: boolean;
            media: components["schemas"]["SandboxMedia"];
            /** @constant */
            type: "sticker";
        } | {
            address: string | null;
            latitude: number;
            longitude: number;
            name: string | null;
            /** @constant */
            type: "location";
        } | {
            contacts: {
                name: string;
                vcard: string;
            }[];
            /** @constant */
            type: "contacts";
        } | {
            options: string[];
            question: string;
            /** @description How many options a voter may choose; 0 for any number. */
            selectable: number;
            /** @constant */
            type: "poll";
        } | {
            /** @description The kind of message in the protocol. */
            name: string;
            /** @constant */
            type: "unknown";
        } | {
            /** @description Empty when it is removed. */
            emoji: string;
            /** @description The message with this id. */
            to: string;
            /** @constant */
            type: "reaction";
        } | {
            content: {
                /** @description Of a status. */
                background?: string;
                body: string;
                /** @description Of a status, by WhatsApp's name. */
                font?: string;
                preview?: {
                    description: string | null;
                    /** @description A small JPEG, base64. */
                    thumbnail?: string;
                    title: string | null;
                    url: string;
                };
                /** @constant */
                type: "text";
            } | {
                caption: string | null;
                media: components["schemas"]["SandboxMedia"];
                /** @constant */
                type: "image";
            } | {
                caption: string | null;
                /** @description Plays by itself, again and again. */
                gif: boolean;
                media: components["schemas"]["SandboxMedia"];
                /** @description A round video note. */
                note: boolean;
                /** @constant */
                type: "video";
            } | {
                media: components["schemas"]["SandboxMedia"];
                /** @constant */
                type: "audio";
            } | {
                media: components["schemas"]["SandboxMedia"];
                /** @constant */
                type: "voice";
            } | {
                caption: string | null;
                fileName: string;
                media: components["schemas"]["SandboxMedia"];
                /** @constant */
                type: "document";
            } | {
                animated: boolean;
                media: components["schemas"]["SandboxMedia"];
                /** @constant */
                type: "sticker";
            } | {
                address: string | null;
                latitude: number;
                longitude: number;
                name: string | null;
                /** @constant */
                type: "location";
            } | {
                contacts: {
                    name: string;
                    vcard: string;
                }[];
                /** @constant */
                type: "contacts";
            } | {
                options: string[];
                question: string;
                /** @description How many options a voter may choose; 0 for any number. */
                selectable: number;
                /** @constant */
                type: "poll";
            } | {
                /** @description The kind of message in the protocol. */
                name: string;
                /** @constant */
                type: "unknown";
            };
            of: string;
            /** @constant */
            type: "edit";
        } | {
            of: string;
            /** @constant */
            type: "delete";
        } | {
            options: string[];
            poll: string;
            /** @constant */
            type: "vote";
        } | {
            /** @description After so many seconds messages disappear; 0 if they stay. */
            seconds: number;
            /** @constant */
            type: "timer";
        };
        SandboxGroup: {
            /**
             * @description Whether people are addressed by LID or by number in this group.
             * @enum {string}
             */
            addressing: "lid" | "pn";
            /** @description Only admins may write. */
            announceOnly: boolean;
            /** Format: date-time */
            createdAt: string;
            description: string | null;
            /** @description 0 for never. */
            disappearingSeconds: number;
            hasPicture: boolean;
            id: string;
            /** @description An admin must approve those who join by the invite. */
            joinApproval: boolean;
            /** @description Only admins may change the subject and the description. */
            locked: boolean;
            /** @description How many messages there are, reactions and the like included. */
            messages: number;
            /** @description Whether the members' phones give receipts by themselves. */
            receipts: boolean;
            /** @description How many members it has. */
            size: number;
            subject: string;
        };
        SandboxHandover: {
            answers: {
                /** Format: date-time */
                at: string;
                /** @description The code of an error. */
                code: number | null;
                /** @description The type of a receipt (`none` if it has none), `ack` or `error`. */
                type: string;
            }[];
            /** @description The linked device. */
            device: string;
            /** @description The number of the writer. */
            from: string;
            /** @description The group, or `status@broadcast`; null in a chat of two. */
            group: string | null;
            /** @description How often it was handed over. */
            handed: number;
            /** @description When it was first handed over. */
            handedAt: string | null;
            messageId: string;
            /** @description How often in a ciphertext that the device had been given before. */
            redelivered: number;
            /** @description How often it was encrypted again, because the device could not read it. */
            repeats: number;
            /** @description When it left the queue. */
            settledAt: string | null;
            /**
             * @description `confirmed` by a receipt: the writer sees two ticks.
             * @enum {string}
             */
            state: "queued" | "handed_over" | "confirmed" | "acknowledged" | "refused";
            /** Format: date-time */
            writtenAt: string;
        };
        SandboxInbox: {
            messages: {
                /** Format: date-time */
                at: string;
                /** @description How many times it arrived; the phone shows the first. */
                copies: number;
                /** @description What the phone shows; null for a deleted message. */
                details: components["schemas"]["SandboxDetails"] | null;
                /** @description Seconds after which it disappears. */
                expiration: number | null;
                /** @description What became of its file at the phone; null if it has none. */
                file: {
                    problem: string | null;
                    /** @enum {string} */
                    state: "arriving" | "whole" | "broken";
                } | null;
                /** @description How often it was forwarded; 0 for an original. */
                forwarded: number;
                from: string;
                /** @description Addresses, or `all`. */
                mentions: string[];
                messageId: string;
                /** @enum {string} */
                receipt: "none" | "delivered" | "read";
                replyTo: {
                    messageId: string;
                    preview: string | null;
                } | null;
                text: string;
                /** @description The kind of message, as `details` names it too. */
                type: string;
                viewOnce: boolean;
            }[];
            number: string;
        };
        SandboxMedia: {
            height: number | null;
            mimetype: string;
            seconds: number | null;
            /** @description Of the plain bytes, in hex, as the message says. */
            sha256: string;
            /** @description Of the plain bytes, as the message says. */
            size: number;
            /** @description A small JPEG, base64. */
            thumbnail: string | null;
            /** @description 64 heights from 0 to 100, base64. */
            waveform: string | null;
            width: number | null;
        };
        SandboxPhone: {
            last: components["schemas"]["SandboxBubble"] | null;
            /** @description What is special about the number; null for an ordinary one. */
            nature: string | null;
            number: string;
            /** @description The phone is off, until `online` brings it back. */
            off: boolean;
            /** @description The number of unread messages on the phone. */
            unread: number;
            /** @description The number of messages that wait because the phone is off. */
            waiting: number;
        };
        SandboxRoomBubble: {
            /** Format: date-time */
            at: string;
            /** @description The number of the person who wrote it. */
            author: string;
            /** @description How many times it arrived; the phone shows the first. */
            copies: number;
            deleted: boolean;
            /** @description What the phone shows; null for a deleted message. */
            details: components["schemas"]["SandboxDetails"] | null;
            edited: boolean;
            /** @description Seconds after which it disappears. */
            expiration: number | null;
            /** @description What became of its file at the phone; null if it has none. */
            file: {
                problem: string | null;
                /** @enum {string} */
                state: "arriving" | "whole" | "broken";
            } | null;
            /** @description How often it was forwarded; 0 for an original. */
            forwarded: number;
            /**
             * @description Who wrote it.
             * @enum {string}
             */
            from: "gateway" | "contact";
            /** @description The job that sent the message; null if a contact wrote it. */
            jobId: string | null;
            /** @description Addresses, or `all`. */
            mentions: string[];
            messageId: string;
            reactions: {
                author: string;
                emoji: string;
                /** @enum {string} */
                from: "gateway" | "contact";
            }[];
            /**
             * @description What this phone has confirmed.
             * @enum {string}
             */
            receipt: "none" | "delivered" | "read";
            /** @description How many phones can read it, and how many of them have confirmed it. */
            receipts: {
                delivered: number;
                read: number;
                readers: number;
            };
            replyTo: {
                messageId: string;
                preview: string | null;
            } | null;
            /** @description What a person reads; for other kinds, what stands for them in a list. */
            text: string;
            /** @description The kind of message, as `details` names it too. */
            type: string;
            viewOnce: boolean;
        };
        SandboxRoomChat: {
            /** @description The newest ones, oldest first. */
            bubbles: components["schemas"]["SandboxRoomBubble"][];
            /** @description How many older ones are left out. */
            earlier: number;
            id: string;
            /** @description Whose phone it is. */
            number: string;
        };
        SandboxWholeGroup: {
            /**
             * @description Whether people are addressed by LID or by number in this group.
             * @enum {string}
             */
            addressing: "lid" | "pn";
            /** @description Only admins may write. */
            announceOnly: boolean;
            /** Format: date-time */
            createdAt: string;
            description: string | null;
            /** @description 0 for never. */
            disappearingSeconds: number;
            hasPicture: boolean;
            id: string;
            /** @description People who could not be added, each with the code of its own invitation. */
            invitations: {
                code: string;
                number: string;
            }[];
            /** @description The code with which people join. */
            invite: string;
            /** @description An admin must approve those who join by the invite. */
            joinApproval: boolean;
            /** @description Only admins may change the subject and the description. */
            locked: boolean;
            members: {
                /** @description Whether this is the account of the gateway. */
                account: boolean;
                lid: string;
                number: string;
                /** @enum {string} */
                role: "member" | "admin" | "superadmin";
            }[];
            /** @description How many messages there are, reactions and the like included. */
            messages: number;
            /** @description Whether the members' phones give receipts by themselves. */
            receipts: boolean;
            /** @description Those who ask to join. */
            requests: {
                /** Format: date-time */
                at: string;
                number: string;
            }[];
            /** @description How many members it has. */
            size: number;
            subject: string;
        };
        SendMessage: {
            message: string;
            /** @description A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`. */
            number: string;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            sendAt?: string | null;
        };
        SentMessage: {
            chatId: string;
            clientRef: string | null;
            jobId: string;
            messageId: string;
            /** @enum {string} */
            priority: "HIGH" | "NORMAL" | "LOW";
            /** Format: date-time */
            queuedAt: string;
            /** @description As it was asked for; null for at once. */
            sendAt: string | null;
            /** @enum {string} */
            status: "waiting" | "active" | "retrying" | "completed" | "failed" | "cancelled";
            type: ("text" | "image" | "video" | "audio" | "voice" | "document" | "sticker" | "location" | "contacts" | "poll" | "reaction" | "edit" | "delete" | "forward") | null;
        };
        Session: {
            /** @description The linked WhatsApp account. */
            account: string | null;
            /** @description Whether the link to WhatsApp is open. Messages go out in the state `ready` alone. */
            connected: boolean;
            id: string;
            /** @description A name for people; there are none yet. */
            label: null;
            lastDisconnect: {
                /** Format: date-time */
                at: string;
                code: number | null;
                reason: string;
            } | null;
            queue: {
                active: number;
                cancelled: number;
                completed: number;
                concurrency: number;
                /** @description Includes jobs that were dismissed from the retry queue. */
                failed: number;
                /** @description Why the session sends no messages; null if it sends. */
                hold: {
                    /** @enum {string} */
                    reason: "paused" | "cooling" | "not_linked" | "not_connected";
                    until: string | null;
                } | null;
                retrying: number;
                /** @enum {string} */
                state: "running" | "paused" | "cooling";
                /** @description The share of ended jobs that completed, from 0 to 1; null if none has ended. */
                successRate: number | null;
                /** @description Messages completed in the last 60 seconds. */
                throughput: number;
                /** @description When cooling ends. */
                until: string | null;
                waiting: number;
            };
            /** @description Why the session is stopped, logged out or halted. */
            reason: string | null;
            /** @description Restarts since the link was last stable. */
            restarts: number;
            /** @description When the session entered this state; null if it was never started. */
            since: string | null;
            /** @enum {string} */
            state: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted";
            /** @description After a log-out: `pending` while WhatsApp has yet to unlink the device, which the phone still lists. */
            unlinking: "pending" | null;
        };
        SessionClosedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                code: number | null;
                from?: string;
                reason: string;
                restartAt: number;
                restarts: number;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.closed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionHaltedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                code: number | null;
                detail: string;
                /** @enum {string} */
                reason: "account_banned" | "account_locked" | "client_outdated" | "connection_replaced" | "restart_budget_spent" | "temporarily_banned" | "unsupported_client";
                until: number | null;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.halted";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionInterruptedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                restartAt: number;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.interrupted";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionKeepaliveAnsweredFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: Record<string, never>;
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.keepalive_answered";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionKeepaliveMissedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                missed: number;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.keepalive_missed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionLoggedOutFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
                reason: string;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.logged_out";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionOpenedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                account: string;
                lid?: string;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.opened";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionPairedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                account: string;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.paired";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionPresence: {
            /** @description At first it is not, so that the phone keeps ringing. */
            available: boolean;
        };
        SessionPresenceSetFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                available: boolean;
                from?: string;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.presence_set";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionProfile: {
            about: string | null;
            /** @description Null until the phone has told it, or a change has set it. */
            name: string | null;
            /** @description The address of the picture at WhatsApp's servers, which holds for some days. */
            pictureUrl: string | null;
        };
        SessionProfileChange: {
            about?: string | null;
            name?: string;
            /** @description Any picture that can be sent. Its middle becomes a square JPEG. Null takes it away. */
            picture?: {
                media: components["schemas"]["MediaSource"];
            } | null;
        };
        SessionQrExpiredFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: Record<string, never>;
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.qr_expired";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionQrIssuedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                expiresAt: number;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.qr_issued";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionRemovedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.removed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionStartedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.started";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionStoppedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
                /** @enum {string} */
                reason: "asked" | "process_stopping" | "qr_expired";
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.stopped";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionTimedOutFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: Record<string, never>;
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.timed_out";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionUnlinkedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: Record<string, never>;
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.unlinked";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionUnlinkGivenUpFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: Record<string, never>;
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.unlink_given_up";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        SessionUnlinkPendingFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                until: number;
            };
            /** @enum {string} */
            from: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @enum {string} */
            to: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted" | "removed";
            /** @constant */
            type: "session.unlink_pending";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        Status: {
            media: {
                /** @description Their size; a file that several share counts for each. */
                bytes: number;
                /** @description Uploads that have not expired. */
                uploads: number;
            };
            queue: {
                active: number;
                cancelled: number;
                completed: number;
                concurrency: number;
                /** @description Includes jobs that were dismissed from the retry queue. */
                failed: number;
                /** @description Why the session sends no messages; null if it sends. */
                hold: {
                    /** @enum {string} */
                    reason: "paused" | "cooling" | "not_linked" | "not_connected";
                    until: string | null;
                } | null;
                retrying: number;
                /** @enum {string} */
                state: "running" | "paused" | "cooling";
                /** @description The share of ended jobs that completed, from 0 to 1; null if none has ended. */
                successRate: number | null;
                /** @description Messages completed in the last 60 seconds. */
                throughput: number;
                /** @description When cooling ends. */
                until: string | null;
                waiting: number;
            };
            session: {
                /** @description The linked WhatsApp account. */
                account: string | null;
                /** @description Whether the link to WhatsApp is open. Messages go out in the state `ready` alone. */
                connected: boolean;
                id: string;
                lastDisconnect: {
                    /** Format: date-time */
                    at: string;
                    code: number | null;
                    reason: string;
                } | null;
                /** @description Why the session is stopped, logged out or halted. */
                reason: string | null;
                /** @description Restarts since the link was last stable. */
                restarts: number;
                /** @description When the session entered this state; null if it was never started. */
                since: string | null;
                /** @enum {string} */
                state: "stopped" | "connecting" | "qr" | "ready" | "keepalive" | "timeout" | "restart" | "loggedOut" | "halted";
                /** @description After a log-out: `pending` while WhatsApp has yet to unlink the device, which the phone still lists. */
                unlinking: "pending" | null;
            };
        };
        StickerMessage: {
            audience?: (string[] | "contacts") | null;
            clientRef?: string | null;
            expiresAt?: string | null;
            /**
             * @description It is marked as forwarded.
             * @default false
             */
            forwarded?: boolean;
            /**
             * @description People of the chat; in a group also `all`, as a word or in the list.
             * @default []
             */
            mentions?: string[] | "all";
            metadata?: {
                [key: string]: string;
            } | null;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            replyTo?: string | null;
            sendAt?: string | null;
            sticker: {
                media: components["schemas"]["MediaSource"];
            };
            /** @description A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`. */
            to: string;
            /** @constant */
            type: "sticker";
        };
        StreamList: {
            items: {
                /**
                 * Format: date-time
                 * @description The time of the last fact.
                 */
                at: string;
                /** @description The number of facts in the stream. */
                facts: number;
                /** @enum {string} */
                kind: "job" | "session" | "queue" | "media" | "group" | "chat" | "call" | "content" | "contact" | "user" | "process";
                /** @description The current state; null in a stream without a machine. */
                state: string | null;
                stream: string;
                /** @description The shortened recipient of a job; null for other streams. */
                to: string | null;
            }[];
            /** @description For the next page; null at the end. */
            nextCursor: string | null;
        };
        Summary: {
            /** @description The number of facts. */
            facts: number;
            /** @description The positions of the first and the last fact of each type in the log. */
            types: {
                first: number;
                last: number;
                type: string;
            }[];
        };
        TextMessage: {
            audience?: (string[] | "contacts") | null;
            clientRef?: string | null;
            expiresAt?: string | null;
            /**
             * @description It is marked as forwarded.
             * @default false
             */
            forwarded?: boolean;
            /**
             * @description People of the chat; in a group also `all`, as a word or in the list.
             * @default []
             */
            mentions?: string[] | "all";
            metadata?: {
                [key: string]: string;
            } | null;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            replyTo?: string | null;
            sendAt?: string | null;
            text: {
                /** @description The background of a text for status. */
                background?: string;
                body: string;
                font?: ("SYSTEM" | "SYSTEM_TEXT" | "FB_SCRIPT" | "SYSTEM_BOLD" | "MORNINGBREEZE_REGULAR" | "CALISTOGA_REGULAR" | "EXO2_EXTRABOLD" | "COURIERPRIME_BOLD") | (0 | 1 | 2 | 6 | 7 | 8 | 9 | 10);
                /** @description `auto`: Waybill looks at the first address in the text and writes what the page says of itself. `none`, or left out: no preview. */
                preview?: ("auto" | "none") | {
                    description?: string;
                    media?: components["schemas"]["MediaSource"];
                    title: string;
                    /**
                     * Format: uri
                     * @description An address that stands in the text.
                     */
                    url: string;
                };
            };
            /** @description A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`. */
            to: string;
            /** @constant */
            type: "text";
        };
        Throughput: {
            /** @description Messages acknowledged in each of 60 minutes; the last has only begun. */
            completed: number[];
            /** @description Messages given up in each of them. */
            failed: number[];
            /**
             * Format: date-time
             * @description When the first minute began.
             */
            from: string;
            /** @description The sums of the last 24 hours. */
            lastDay: {
                completed: number;
                failed: number;
                received: number;
            };
            /** @description Messages that came in, in each of them; those of a history are not counted. */
            received: number[];
        };
        Tokens: {
            /** @description For the header `Authorization: Bearer …`. */
            accessToken: string;
            /** @description Seconds until the access token expires. */
            expiresIn: number;
            /** @description Buys one new pair; valid for 30 days. */
            refreshToken: string;
            /** @constant */
            tokenType: "Bearer";
        };
        TypeInChat: {
            /** @description After so many seconds it pauses by itself; 25 when left out. */
            seconds?: number;
            /** @enum {string} */
            state: "typing" | "recording" | "paused";
        };
        User: {
            /** Format: date-time */
            addedAt: string;
            email: string;
            id: string;
            /** @enum {string} */
            role: "admin" | "operator" | "viewer";
        };
        UserAddedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
                /** @enum {string} */
                role: "admin" | "operator" | "viewer";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.added";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        UserChange: {
            /** @enum {string} */
            role: "admin" | "operator" | "viewer" | "member";
        };
        UserLoggedInFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from: string | null;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.logged_in";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        UserLoggedOutFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.logged_out";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        UserLoginRefusedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from: string | null;
                /** @enum {string} */
                reason: "password" | "throttled";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.login_refused";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        UserPasswordChangedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.password_changed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        UserRefreshReusedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from: string | null;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.refresh_reused";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        UserRemovedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.removed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        UserRoleChangedFact: {
            /** Format: date-time */
            at: string;
            /** @description A user's id, `system` or `whatsapp`. */
            by: string;
            /** @description The position of the fact that led here. */
            causation: number | null;
            /** @description The chat it belongs to; null for all but messages, chats, calls and groups. */
            chatId: string | null;
            /** @description The request id. */
            correlation: string | null;
            data: {
                from?: string;
                /** @enum {string} */
                role: "admin" | "operator" | "viewer";
            };
            /** @description Such a stream has no machine. */
            from: null;
            /**
             * @description The log that `position` is a place in.
             * @constant
             */
            log: "main";
            /** @description Place in the whole log: 1, 2, 3 … */
            position: number;
            /** @description The session it belongs to; null for users and the process. */
            session: string | null;
            stream: string;
            /** @description Such a stream has no machine. */
            to: null;
            /** @constant */
            type: "user.role_changed";
            /** @description Place in the stream: 1, 2, 3 … */
            version: number;
        };
        VideoMessage: {
            audience?: (string[] | "contacts") | null;
            clientRef?: string | null;
            expiresAt?: string | null;
            /**
             * @description It is marked as forwarded.
             * @default false
             */
            forwarded?: boolean;
            /**
             * @description People of the chat; in a group also `all`, as a word or in the list.
             * @default []
             */
            mentions?: string[] | "all";
            metadata?: {
                [key: string]: string;
            } | null;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            replyTo?: string | null;
            sendAt?: string | null;
            /** @description A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`. */
            to: string;
            /** @constant */
            type: "video";
            video: {
                /** @description Send the file as a document: as it is, and up to the limit of documents. */
                asDocument?: boolean;
                caption?: string;
                /** @description It plays by itself, again and again, without sound. */
                gif?: boolean;
                media: components["schemas"]["MediaSource"];
                /** @description A round video note. It has no caption. */
                round?: boolean;
                /** @description It can be opened once. */
                viewOnce?: boolean;
            };
        };
        VoiceMessage: {
            audience?: (string[] | "contacts") | null;
            clientRef?: string | null;
            expiresAt?: string | null;
            /**
             * @description It is marked as forwarded.
             * @default false
             */
            forwarded?: boolean;
            /**
             * @description People of the chat; in a group also `all`, as a word or in the list.
             * @default []
             */
            mentions?: string[] | "all";
            metadata?: {
                [key: string]: string;
            } | null;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            replyTo?: string | null;
            sendAt?: string | null;
            /** @description A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`. */
            to: string;
            /** @constant */
            type: "voice";
            voice: {
                /** @description Send the file as a document: as it is, and up to the limit of documents. */
                asDocument?: boolean;
                media: components["schemas"]["MediaSource"];
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getApiAbout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its version, and which WhatsApp it talks to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["About"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiAdminBackup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The backup. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backup"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A backup is being made already (`backup.running`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The head of the log, and the last audit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Audit"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiAuditActions: {
        parameters: {
            query?: {
                /** @description Only what was done to this part. */
                area?: "users" | "queue" | "session" | "media" | "jobs" | "process";
                /** @description Only what was done by this user (an id), by `people`, by `system` or by `whatsapp`. */
                by?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many items at most; 50 when left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of actions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Actions"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiAuditVerify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The result of the audit, even if it found a problem. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Audit"];
                    "text/event-stream": string;
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiAuthLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description A pair of tokens. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Wrong email or password (`auth.invalid_credentials`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failed logins (`auth.throttled`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiAuthLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Logged out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiAuthMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user behind the token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiAuthRefresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description A new pair of tokens. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiCompare: {
        parameters: {
            query: {
                /** @description A position of the log; 0 is before everything. */
                from: number;
                /** @description The name of a stream, such as `session/default`. */
                stream: string;
                /** @description Another one, before or after it. */
                to: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The differences. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such stream (`stream.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiErasuresById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The erasure. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such erasure (`erasure.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiEvents: {
        parameters: {
            query?: {
                /** @description Only facts after this position. */
                after?: number;
                /** @description Only facts before this position. */
                before?: number;
                /** @description Only facts of this chat. */
                chatId?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many items at most; 50 when left out. */
                limit?: number;
                /** @description Which facts come first; `oldest` by default. */
                order?: "oldest" | "newest";
                /** @description Only facts of this session; of all, when left out. */
                session?: string;
                /** @description Only facts of this stream, such as `session/default`. */
                stream?: string;
                /** @description Only facts of this type. */
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of facts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Fact"][];
                        /** @description For the next page; null at the end. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiEventsLive: {
        parameters: {
            query?: {
                /** @description The position to start after; the head of the log by default. */
                after?: number;
                /** @description Only facts of this chat. */
                chatId?: string;
                /** @description Only facts of this session; of all, when left out. */
                session?: string;
            };
            header?: {
                /** @description A place in the whole log: 1, 2, 3 … */
                "Last-Event-ID"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiEventsOutline: {
        parameters: {
            query?: {
                /** @description How many items at most; 50 when left out. */
                limit?: number;
                /** @description The number of facts to skip at the beginning. */
                skip?: number;
                /** @description Only this stream; the whole log by default. */
                stream?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A part of the outline. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outline"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such stream (`stream.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiEventsSummary: {
        parameters: {
            query?: {
                /** @description Only this stream; the whole log by default. */
                stream?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Positions by type. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such stream (`stream.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiHistoryByStream: {
        parameters: {
            query?: {
                /** @description A position of the log; now by default. */
                at?: number;
                /** @description Whether the answer includes the facts: all of them, or none. */
                facts?: "all" | "none";
            };
            header?: never;
            path: {
                /** @description The name of a stream, such as `session/default`. The slash may be written as `%2F`. */
                stream: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The actor as it was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such stream (`stream.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxAckError: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: number;
                    number?: string | null;
                    /** @default 1 */
                    times?: number;
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxAppear: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    available: boolean;
                    /** Format: date-time */
                    lastSeenAt?: string;
                    /** @description A number in international form. */
                    number: string;
                };
            };
        };
        responses: {
            /** @description They were told. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxBlock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default true */
                    blocked?: boolean;
                    /** @description A number in international form. */
                    number: string;
                };
            };
        };
        responses: {
            /** @description Linked devices that are connected were told. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxBlocked: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: string[];
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxCalls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Since the start, the newest last. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SandboxCall"][];
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxCalls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A number in international form. */
                    from: string;
                    /**
                     * @description A call with a picture.
                     * @default false
                     */
                    video?: boolean;
                };
            };
        };
        responses: {
            /** @description The call, which rings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxCall"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxCallsByCallIdEnd: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                callId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    how: "accepted" | "rejected" | "missed";
                };
            };
        };
        responses: {
            /** @description Linked devices are told. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxChangeChat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    change: "archive" | "unarchive" | "pin" | "unpin" | "mute" | "unmute" | "mark_unread" | "mark_read";
                    chat: string;
                    /** Format: date-time */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Linked devices are told that the app state has changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxChatsOnPhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chats. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SandboxChatOnPhone"][];
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxClear: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default false */
                    inboxes?: boolean;
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxDeliver: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A number in international form. */
                    from: string;
                    text: string;
                };
            };
        };
        responses: {
            /** @description The message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messageId: string;
                    };
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxDisarm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "ack_error" | "cut_after_handing" | "cut_after_write" | "cut_before_receipt" | "cut_before_write" | "lose_ack" | "lose_key" | "media_conn_error" | "media_cut" | "media_down" | "media_full" | "media_refused" | "media_slow" | "rate_overlimit" | "refuse_login" | "refuse_upgrade" | "silence";
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxDrop: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @default close
                     * @enum {string}
                     */
                    mode?: "close" | "after_write" | "before_write" | "after_handing" | "before_receipt";
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SandboxGroup"][];
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Whether the account of the gateway is a member.
                     * @default true
                     */
                    account?: boolean;
                    /**
                     * @description Whether people are addressed by LID or by number in this group.
                     * @default lid
                     * @enum {string}
                     */
                    addressing?: "lid" | "pn";
                    /** @description The first of them, or else of the members, makes the group. */
                    admins?: string[];
                    /** @default false */
                    announceOnly?: boolean;
                    /** @default null */
                    description?: string | null;
                    /**
                     * @description After so many seconds messages disappear; 0 for never.
                     * @default 0
                     */
                    disappearingSeconds?: number;
                    /** @default false */
                    joinApproval?: boolean;
                    /** @default false */
                    locked?: boolean;
                    /** @description Those that are not on WhatsApp are left out. */
                    members: string[];
                    /**
                     * @description Whether the members' phones give receipts by themselves.
                     * @default true
                     */
                    receipts?: boolean;
                    /**
                     * @description So many further members.
                     * @default 0
                     */
                    size?: number;
                    /** @description So many members and no more; 1024 when left out. */
                    sizeMax?: number;
                    subject: string;
                };
            };
        };
        responses: {
            /** @description The group. */
            201: {
                headers: {
                    /** @description The group. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxWholeGroup"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxGroupsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a group. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxWholeGroup"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchApiSandboxGroupsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a group. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    announceOnly?: boolean;
                    /** @description A number in international form. */
                    by?: string;
                    description?: string | null;
                    /** @description After so many seconds messages disappear; 0 for never. */
                    disappearingSeconds?: number;
                    joinApproval?: boolean;
                    locked?: boolean;
                    subject?: string;
                };
            };
        };
        responses: {
            /** @description The group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxWholeGroup"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxGroupsByIdParticipants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a group. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description A person who is named as `by` and removes itself leaves.
                     * @enum {string}
                     */
                    action: "add" | "remove" | "promote" | "demote";
                    /** @description A number in international form. */
                    by?: string;
                    members: string[];
                };
            };
        };
        responses: {
            /** @description The outcomes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: {
                            /** @description 200, 403 (lets nobody add it), 404 (no member, or not on WhatsApp), 406 (the creator), 408 (has just left), 409 (a member already) or 419 (the group is full). */
                            code: number;
                            number: string;
                            ok: boolean;
                        }[];
                    };
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxGroupsByIdRequests: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a group. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A number in international form. */
                    number: string;
                };
            };
        };
        responses: {
            /** @description Those who ask. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            at: string;
                            number: string;
                        }[];
                    };
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiSandboxGroupsByIdRequestsByNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a group. */
                id: string;
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The person asks no more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxGroupsByIdWrite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a group. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How the person is named: by number or by LID, with the other one beside it or alone. */
                    address?: ("number" | "number_alone" | "lid" | "lid_alone") | null;
                    /** @description How long ago it was written. */
                    ageSeconds?: number | null;
                    content: {
                        body: string;
                        /** @constant */
                        type: "text";
                    } | {
                        /** @default null */
                        caption?: string | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "image";
                    } | {
                        /** @default null */
                        caption?: string | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @default false */
                        gif?: boolean | null;
                        /** @default false */
                        note?: boolean | null;
                        /** @constant */
                        type: "video";
                    } | {
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "audio";
                    } | {
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "voice";
                    } | {
                        /** @default null */
                        caption?: string | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        fileName: string;
                        /** @constant */
                        type: "document";
                    } | {
                        /** @default false */
                        animated?: boolean | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "sticker";
                    } | {
                        /** @default null */
                        address?: string | null;
                        latitude: number;
                        longitude: number;
                        /** @default null */
                        name?: string | null;
                        /** @constant */
                        type: "location";
                    } | {
                        contacts: {
                            name: string;
                            vcard: string;
                        }[];
                        /** @constant */
                        type: "contacts";
                    } | {
                        options: string[];
                        question: string;
                        /** @default 0 */
                        selectable?: number;
                        /** @constant */
                        type: "poll";
                    } | {
                        emoji: string;
                        /** @description The id of a message. */
                        to: string;
                        /** @constant */
                        type: "reaction";
                    } | {
                        body: string;
                        /** @description The id of a message. */
                        of: string;
                        /** @constant */
                        type: "edit";
                    } | {
                        /** @description The id of a message. */
                        of: string;
                        /** @constant */
                        type: "delete";
                    } | {
                        /** @description None to take the vote back. */
                        options: string[];
                        /** @description The id of a message. */
                        poll: string;
                        /** @constant */
                        type: "vote";
                    } | {
                        /** @description Lets messages of the chat disappear after so many seconds; 0 keeps them. */
                        seconds: number;
                        /** @constant */
                        type: "timer";
                    };
                    expiration?: number | null;
                    forwarded?: number | null;
                    /** @description A number in international form. */
                    from: string;
                    mentions?: string[] | null;
                    replyTo?: string | null;
                    /** @description What is wrong with it when it reaches linked devices. */
                    trouble?: ({
                        /** @enum {string} */
                        how: "bad_mac" | "garbled" | "no_session";
                        /** @constant */
                        kind: "undecryptable";
                        /**
                         * @description How many ciphertexts cannot be read, repeats included; null for all.
                         * @default 1
                         */
                        times?: number | null;
                    } | {
                        /** @constant */
                        kind: "used_key";
                    } | {
                        /** @constant */
                        kind: "withheld";
                        /** @enum {string} */
                        type: "view_once" | "bot_unavailable_fanout" | "hosted_unavailable_fanout" | "view_once_unavailable_fanout";
                    } | {
                        /** @constant */
                        kind: "absent";
                    } | {
                        /** @constant */
                        kind: "bot";
                    }) | null;
                    viewOnce?: boolean | null;
                };
            };
        };
        responses: {
            /** @description The message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messageId: string;
                    };
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxGroupsJoin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The code of an invite, or of an invitation of this person. */
                    code: string;
                    /** @description A number in international form. */
                    number: string;
                };
            };
        };
        responses: {
            /** @description The group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * @description `requested`: an admin must approve it.
                         * @enum {string}
                         */
                        outcome: "joined" | "requested";
                    };
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxHandovers: {
        parameters: {
            query?: {
                number?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SandboxHandover"][];
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxHandoversByMessageId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a message. */
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxHandover"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxInbox: {
        parameters: {
            query?: {
                number?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The phones with messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SandboxInbox"][];
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxLoseAck: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    number?: string | null;
                    /** @default 1 */
                    times?: number;
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxLoseKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    number?: string | null;
                    /** @default 1 */
                    times?: number;
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxMediaConnError: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 429 */
                    code?: number;
                    /** @default 1 */
                    times?: number;
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxMediaFault: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code?: number | null;
                    /**
                     * @description No connection, an HTTP status, no answer at all, a cut in the middle, or no room for an upload.
                     * @enum {string}
                     */
                    how: "down" | "refused" | "slow" | "cut" | "full";
                    /** @default 1 */
                    times?: number;
                    transfer?: ("upload" | "download") | null;
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxOnline: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A number in international form. */
                    number: string;
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxPhones: {
        parameters: {
            query?: {
                /** @description How many items at most; 50 when left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The phones. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SandboxPhone"][];
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxPhonesByNumber: {
        parameters: {
            query?: {
                /** @description How many items at most; 50 when left out. */
                limit?: number;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxChat"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxPhonesByNumberMessagesByMessageIdFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a message. */
                messageId: string;
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plain bytes, under their type if a browser can show it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                    "audio/aac": string;
                    "audio/amr": string;
                    "audio/mp4": string;
                    "audio/mpeg": string;
                    "audio/ogg": string;
                    "image/gif": string;
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                    "video/3gpp": string;
                    "video/mp4": string;
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxPhonesByNumberRooms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rooms. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** @enum {string} */
                            kind: "group" | "status";
                            last: components["schemas"]["SandboxRoomBubble"] | null;
                            /** @description Whether this person is a member of the group now. */
                            member: boolean;
                            /** @description Null for statuses. */
                            subject: string | null;
                        }[];
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxPhonesByNumberRoomsById: {
        parameters: {
            query?: {
                /** @description How many items at most; 50 when left out. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of a group, or `status@broadcast`. */
                id: string;
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxRoomChat"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxPhonesByNumberRoomsByIdReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a group, or `status@broadcast`. */
                id: string;
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "delivered" | "read" | "played";
                    /** @description The id of a message. */
                    messageId: string;
                };
            };
        };
        responses: {
            /** @description The messages of the room on this phone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxRoomChat"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxPublish: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The id of a channel; any will do. */
                    channel: string;
                    content: {
                        body: string;
                        /** @constant */
                        type: "text";
                    } | {
                        /** @default null */
                        caption?: string | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "image";
                    } | {
                        /** @default null */
                        caption?: string | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @default false */
                        gif?: boolean | null;
                        /** @default false */
                        note?: boolean | null;
                        /** @constant */
                        type: "video";
                    } | {
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "audio";
                    } | {
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "voice";
                    } | {
                        /** @default null */
                        caption?: string | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        fileName: string;
                        /** @constant */
                        type: "document";
                    } | {
                        /** @default false */
                        animated?: boolean | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "sticker";
                    } | {
                        /** @default null */
                        address?: string | null;
                        latitude: number;
                        longitude: number;
                        /** @default null */
                        name?: string | null;
                        /** @constant */
                        type: "location";
                    } | {
                        contacts: {
                            name: string;
                            vcard: string;
                        }[];
                        /** @constant */
                        type: "contacts";
                    } | {
                        options: string[];
                        question: string;
                        /** @default 0 */
                        selectable?: number;
                        /** @constant */
                        type: "poll";
                    } | {
                        emoji: string;
                        /** @description The id of a message. */
                        to: string;
                        /** @constant */
                        type: "reaction";
                    } | {
                        body: string;
                        /** @description The id of a message. */
                        of: string;
                        /** @constant */
                        type: "edit";
                    } | {
                        /** @description The id of a message. */
                        of: string;
                        /** @constant */
                        type: "delete";
                    } | {
                        /** @description None to take the vote back. */
                        options: string[];
                        /** @description The id of a message. */
                        poll: string;
                        /** @constant */
                        type: "vote";
                    } | {
                        /** @description Lets messages of the chat disappear after so many seconds; 0 keeps them. */
                        seconds: number;
                        /** @constant */
                        type: "timer";
                    };
                };
            };
        };
        responses: {
            /** @description The message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messageId: string;
                    };
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxRateOverlimit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 1 */
                    times?: number;
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxReadOnPhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    chat: string;
                    /** @description The id of a message. */
                    messageId: string;
                };
            };
        };
        responses: {
            /** @description Linked devices are told that it was read. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description `retry`: the phone could not read the message, and asks for it again.
                     * @enum {string}
                     */
                    kind: "delivered" | "read" | "played" | "retry";
                    /** @description The id of a message. */
                    messageId: string;
                    /** @description A number in international form. */
                    number: string;
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxRefuse: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: number;
                    /**
                     * @default failure
                     * @enum {string}
                     */
                    how?: "failure" | "http";
                    /** @default 1 */
                    times?: number;
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxScan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whether the phone scans by itself whenever a QR is shown. */
                    byItself?: boolean;
                    /** @description The QR as the gateway answers it. An embedded sandbox sees it without being told. */
                    qr?: string;
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxSilence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default true */
                    on?: boolean;
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxState: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxStreamError: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: number;
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiSandboxTestNumbers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            digits: string;
                            sentence: string;
                        }[];
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxType: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A number in international form. */
                    from: string;
                    /** @description The id of a group. */
                    group?: string;
                    /** @enum {string} */
                    state: "typing" | "recording" | "paused";
                };
            };
        };
        responses: {
            /** @description The linked devices that are connected were told. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxTypeCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description The state of the sandbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxWrite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How the person is named: by number or by LID, with the other one beside it or alone. */
                    address?: ("number" | "number_alone" | "lid" | "lid_alone") | null;
                    /** @description How long ago it was written. */
                    ageSeconds?: number | null;
                    content: {
                        body: string;
                        /** @constant */
                        type: "text";
                    } | {
                        /** @default null */
                        caption?: string | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "image";
                    } | {
                        /** @default null */
                        caption?: string | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @default false */
                        gif?: boolean | null;
                        /** @default false */
                        note?: boolean | null;
                        /** @constant */
                        type: "video";
                    } | {
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "audio";
                    } | {
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "voice";
                    } | {
                        /** @default null */
                        caption?: string | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        fileName: string;
                        /** @constant */
                        type: "document";
                    } | {
                        /** @default false */
                        animated?: boolean | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "sticker";
                    } | {
                        /** @default null */
                        address?: string | null;
                        latitude: number;
                        longitude: number;
                        /** @default null */
                        name?: string | null;
                        /** @constant */
                        type: "location";
                    } | {
                        contacts: {
                            name: string;
                            vcard: string;
                        }[];
                        /** @constant */
                        type: "contacts";
                    } | {
                        options: string[];
                        question: string;
                        /** @default 0 */
                        selectable?: number;
                        /** @constant */
                        type: "poll";
                    } | {
                        emoji: string;
                        /** @description The id of a message. */
                        to: string;
                        /** @constant */
                        type: "reaction";
                    } | {
                        body: string;
                        /** @description The id of a message. */
                        of: string;
                        /** @constant */
                        type: "edit";
                    } | {
                        /** @description The id of a message. */
                        of: string;
                        /** @constant */
                        type: "delete";
                    } | {
                        /** @description None to take the vote back. */
                        options: string[];
                        /** @description The id of a message. */
                        poll: string;
                        /** @constant */
                        type: "vote";
                    } | {
                        /** @description Lets messages of the chat disappear after so many seconds; 0 keeps them. */
                        seconds: number;
                        /** @constant */
                        type: "timer";
                    };
                    expiration?: number | null;
                    forwarded?: number | null;
                    /** @description A number in international form. */
                    from: string;
                    mentions?: string[] | null;
                    replyTo?: string | null;
                    /** @description What is wrong with it when it reaches linked devices. */
                    trouble?: ({
                        /** @enum {string} */
                        how: "bad_mac" | "garbled" | "no_session";
                        /** @constant */
                        kind: "undecryptable";
                        /**
                         * @description How many ciphertexts cannot be read, repeats included; null for all.
                         * @default 1
                         */
                        times?: number | null;
                    } | {
                        /** @constant */
                        kind: "used_key";
                    } | {
                        /** @constant */
                        kind: "withheld";
                        /** @enum {string} */
                        type: "view_once" | "bot_unavailable_fanout" | "hosted_unavailable_fanout" | "view_once_unavailable_fanout";
                    } | {
                        /** @constant */
                        kind: "absent";
                    } | {
                        /** @constant */
                        kind: "bot";
                    }) | null;
                    viewOnce?: boolean | null;
                };
            };
        };
        responses: {
            /** @description The message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messageId: string;
                    };
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxWriteFromPhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How the person is named: by number or by LID, with the other one beside it or alone. */
                    address?: ("number" | "number_alone" | "lid" | "lid_alone") | null;
                    /** @description How long ago it was written. */
                    ageSeconds?: number | null;
                    content: {
                        body: string;
                        /** @constant */
                        type: "text";
                    } | {
                        /** @default null */
                        caption?: string | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "image";
                    } | {
                        /** @default null */
                        caption?: string | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @default false */
                        gif?: boolean | null;
                        /** @default false */
                        note?: boolean | null;
                        /** @constant */
                        type: "video";
                    } | {
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "audio";
                    } | {
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "voice";
                    } | {
                        /** @default null */
                        caption?: string | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        fileName: string;
                        /** @constant */
                        type: "document";
                    } | {
                        /** @default false */
                        animated?: boolean | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "sticker";
                    } | {
                        /** @default null */
                        address?: string | null;
                        latitude: number;
                        longitude: number;
                        /** @default null */
                        name?: string | null;
                        /** @constant */
                        type: "location";
                    } | {
                        contacts: {
                            name: string;
                            vcard: string;
                        }[];
                        /** @constant */
                        type: "contacts";
                    } | {
                        options: string[];
                        question: string;
                        /** @default 0 */
                        selectable?: number;
                        /** @constant */
                        type: "poll";
                    } | {
                        emoji: string;
                        /** @description The id of a message. */
                        to: string;
                        /** @constant */
                        type: "reaction";
                    } | {
                        body: string;
                        /** @description The id of a message. */
                        of: string;
                        /** @constant */
                        type: "edit";
                    } | {
                        /** @description The id of a message. */
                        of: string;
                        /** @constant */
                        type: "delete";
                    } | {
                        /** @description None to take the vote back. */
                        options: string[];
                        /** @description The id of a message. */
                        poll: string;
                        /** @constant */
                        type: "vote";
                    } | {
                        /** @description Lets messages of the chat disappear after so many seconds; 0 keeps them. */
                        seconds: number;
                        /** @constant */
                        type: "timer";
                    };
                    expiration?: number | null;
                    forwarded?: number | null;
                    mentions?: string[] | null;
                    replyTo?: string | null;
                    /** @description A number in international form. */
                    to: string;
                    /** @description What is wrong with it when it reaches linked devices. */
                    trouble?: ({
                        /** @enum {string} */
                        how: "bad_mac" | "garbled" | "no_session";
                        /** @constant */
                        kind: "undecryptable";
                        /**
                         * @description How many ciphertexts cannot be read, repeats included; null for all.
                         * @default 1
                         */
                        times?: number | null;
                    } | {
                        /** @constant */
                        kind: "used_key";
                    } | {
                        /** @constant */
                        kind: "withheld";
                        /** @enum {string} */
                        type: "view_once" | "bot_unavailable_fanout" | "hosted_unavailable_fanout" | "view_once_unavailable_fanout";
                    } | {
                        /** @constant */
                        kind: "absent";
                    } | {
                        /** @constant */
                        kind: "bot";
                    }) | null;
                    viewOnce?: boolean | null;
                };
            };
        };
        responses: {
            /** @description The message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messageId: string;
                    };
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiSandboxWriteStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How the person is named: by number or by LID, with the other one beside it or alone. */
                    address?: ("number" | "number_alone" | "lid" | "lid_alone") | null;
                    /** @description How long ago it was written. */
                    ageSeconds?: number | null;
                    content: {
                        body: string;
                        /** @constant */
                        type: "text";
                    } | {
                        /** @default null */
                        caption?: string | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "image";
                    } | {
                        /** @default null */
                        caption?: string | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @default false */
                        gif?: boolean | null;
                        /** @default false */
                        note?: boolean | null;
                        /** @constant */
                        type: "video";
                    } | {
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "audio";
                    } | {
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "voice";
                    } | {
                        /** @default null */
                        caption?: string | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        fileName: string;
                        /** @constant */
                        type: "document";
                    } | {
                        /** @default false */
                        animated?: boolean | null;
                        file: {
                            /** @description The bytes, base64. */
                            data: string;
                            /** @default null */
                            height?: number | null;
                            mimetype: string;
                            /** @default null */
                            seconds?: number | null;
                            /** @default null */
                            thumbnail?: string | null;
                            /** @default null */
                            waveform?: string | null;
                            /** @default null */
                            width?: number | null;
                        };
                        /** @constant */
                        type: "sticker";
                    } | {
                        /** @default null */
                        address?: string | null;
                        latitude: number;
                        longitude: number;
                        /** @default null */
                        name?: string | null;
                        /** @constant */
                        type: "location";
                    } | {
                        contacts: {
                            name: string;
                            vcard: string;
                        }[];
                        /** @constant */
                        type: "contacts";
                    } | {
                        options: string[];
                        question: string;
                        /** @default 0 */
                        selectable?: number;
                        /** @constant */
                        type: "poll";
                    } | {
                        emoji: string;
                        /** @description The id of a message. */
                        to: string;
                        /** @constant */
                        type: "reaction";
                    } | {
                        body: string;
                        /** @description The id of a message. */
                        of: string;
                        /** @constant */
                        type: "edit";
                    } | {
                        /** @description The id of a message. */
                        of: string;
                        /** @constant */
                        type: "delete";
                    } | {
                        /** @description None to take the vote back. */
                        options: string[];
                        /** @description The id of a message. */
                        poll: string;
                        /** @constant */
                        type: "vote";
                    } | {
                        /** @description Lets messages of the chat disappear after so many seconds; 0 keeps them. */
                        seconds: number;
                        /** @constant */
                        type: "timer";
                    };
                    expiration?: number | null;
                    forwarded?: number | null;
                    /** @description A number in international form. */
                    from: string;
                    mentions?: string[] | null;
                    replyTo?: string | null;
                    /** @description What is wrong with it when it reaches linked devices. */
                    trouble?: ({
                        /** @enum {string} */
                        how: "bad_mac" | "garbled" | "no_session";
                        /** @constant */
                        kind: "undecryptable";
                        /**
                         * @description How many ciphertexts cannot be read, repeats included; null for all.
                         * @default 1
                         */
                        times?: number | null;
                    } | {
                        /** @constant */
                        kind: "used_key";
                    } | {
                        /** @constant */
                        kind: "withheld";
                        /** @enum {string} */
                        type: "view_once" | "bot_unavailable_fanout" | "hosted_unavailable_fanout" | "view_once_unavailable_fanout";
                    } | {
                        /** @constant */
                        kind: "absent";
                    } | {
                        /** @constant */
                        kind: "bot";
                    }) | null;
                    viewOnce?: boolean | null;
                };
            };
        };
        responses: {
            /** @description The message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messageId: string;
                    };
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in the sandbox (`sandbox.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiStreams: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many items at most; 50 when left out. */
                limit?: number;
                /** @description The beginning of a name or an id, or all digits of a phone number. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of streams, as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamList"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiUsers: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many items at most; 50 when left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["User"][];
                        /** @description For the next page; null at the end. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description The user. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description User exists (`user.exists`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not an email (`user.invalid_email`), Password is too weak (`user.weak_password`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiUsersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such user (`user.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Last administrator (`user.last_admin`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchApiUsersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such user (`user.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Last administrator (`user.last_admin`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiUsersByIdPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description Changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such user (`user.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Password is too weak (`user.weak_password`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappCallsByCallIdReject: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                callId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call is over. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such call on record (`call.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Call is over (`call.over`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappCapabilities: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What can be sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Capabilities"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappChats: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                kind?: "contact" | "group" | "status" | "channel";
                /** @description How many items at most; 50 when left out. */
                limit?: number;
                /** @description Part of a name or of a number, at least three digits. */
                search?: string;
                /** @description Which WhatsApp session. */
                session?: string;
                /** @description Only chats that are unread or marked as such, or only the others. */
                unread?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of chats. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Chat"][];
                        /** @description For the next page; null at the end. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappChatsByChatId: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                /** @description Any address of the conversation. */
                chatId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such chat on record (`chat.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappChatsByChatIdArchive: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                /** @description Any address of the conversation. */
                chatId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done, and on record. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such chat on record (`chat.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Phone has not shared its app state (`session.no_app_state`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putApiWhatsappChatsByChatIdDisappearing: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                /** @description Any address of the conversation. */
                chatId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatTimer"];
            };
        };
        responses: {
            /** @description It is done, and on record. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not an admin of the group (`group.not_admin`), Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such chat on record (`chat.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a member of the group (`group.not_member`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappChatsByChatIdMessages: {
        parameters: {
            query?: {
                /** @description Only messages after this one, the next ones. The id of a message in this chat, or a cursor. */
                after?: string;
                /** @description Only messages before this one. The id of a message in this chat, or a cursor. */
                before?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                direction?: "in" | "out";
                /** @description How many items at most; 50 when left out. */
                limit?: number;
                /** @description Which WhatsApp session. */
                session?: string;
                /** @description Only messages of this time or later, the next ones. */
                since?: string;
                type?: "text" | "image" | "video" | "audio" | "voice" | "document" | "sticker" | "location" | "contacts" | "poll" | "undecryptable" | "withheld" | "unsupported";
            };
            header?: never;
            path: {
                /** @description Any address of the conversation. */
                chatId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ChatMessage"][];
                        /** @description For the next page; null at the end. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such chat on record (`chat.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappChatsByChatIdMute: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                /** @description Any address of the conversation. */
                chatId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MuteChat"];
            };
        };
        responses: {
            /** @description It is done, and on record. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such chat on record (`chat.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Phone has not shared its app state (`session.no_app_state`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappChatsByChatIdPin: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                /** @description Any address of the conversation. */
                chatId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done, and on record. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such chat on record (`chat.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Phone has not shared its app state (`session.no_app_state`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappChatsByChatIdRead: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                /** @description Any address of the conversation. */
                chatId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadChat"];
            };
        };
        responses: {
            /** @description It is done, and on record. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such chat on record (`chat.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such message in this chat (`message.not_found`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappChatsByChatIdTyping: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                /** @description Any address of the conversation. */
                chatId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TypeInChat"];
            };
        };
        responses: {
            /** @description WhatsApp was told. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such chat on record (`chat.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappChatsByChatIdUnarchive: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                /** @description Any address of the conversation. */
                chatId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done, and on record. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such chat on record (`chat.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Phone has not shared its app state (`session.no_app_state`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappChatsByChatIdUnmute: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                /** @description Any address of the conversation. */
                chatId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done, and on record. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such chat on record (`chat.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Phone has not shared its app state (`session.no_app_state`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappChatsByChatIdUnpin: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                /** @description Any address of the conversation. */
                chatId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done, and on record. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such chat on record (`chat.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Phone has not shared its app state (`session.no_app_state`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappChatsByChatIdUnread: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                /** @description Any address of the conversation. */
                chatId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done, and on record. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such chat on record (`chat.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Phone has not shared its app state (`session.no_app_state`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappContacts: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many items at most; 50 when left out. */
                limit?: number;
                /** @description Part of a name, of the username or of a number, at least three digits. */
                search?: string;
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of contacts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Contact"][];
                        /** @description For the next page; null at the end. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappContactsByContactId: {
        parameters: {
            query?: {
                /** @description `true` asks WhatsApp. A session asks 20 times at once, and then every 10 seconds. */
                refresh?: "true" | "false";
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The contact. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such contact (`contact.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappContactsByContactIdBlock: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The block list is changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such contact (`contact.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiWhatsappContactsByContactIdBlock: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The block list is changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such contact (`contact.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappContactsByContactIdChat: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such chat on record (`chat.not_found`), No such contact (`contact.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiWhatsappContactsByContactIdContent: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone, also from the write-ahead log. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description It is gone from every answer. `GET /api/erasures/{id}` says when its last traces are gone too. */
            202: {
                headers: {
                    /** @description Where to ask for it. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such contact (`contact.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Message has not ended (`message.not_ended`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappContactsByContactIdPicture: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description The client has this picture already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Contact shows no picture (`contact.no_picture`), No such contact (`contact.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappContactsCheck: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NumberCheckRequest"];
            };
        };
        responses: {
            /** @description The answers, in the order of the numbers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CheckedNumber"][];
                    };
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappGroups: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many items at most; 50 when left out. */
                limit?: number;
                /** @description `true` asks WhatsApp first, and records the answer. A session asks 20 times at once, and then every 10 seconds. */
                refresh?: "true" | "false";
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups, by id, without their members. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Group"][];
                        /** @description For the next page; null at the end. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`), WhatsApp refused it (`group.refused`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappGroups: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupToMake"];
            };
        };
        responses: {
            /** @description The group. */
            201: {
                headers: {
                    /** @description The group. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupMade"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp refused it (`group.refused`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappGroupsById: {
        parameters: {
            query?: {
                /** @description `true` asks WhatsApp first, and records the answer. A session asks 20 times at once, and then every 10 seconds. */
                refresh?: "true" | "false";
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupDetail"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such group on record (`group.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a member of the group (`group.not_member`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`), WhatsApp refused it (`group.refused`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchApiWhatsappGroupsById: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupChange"];
            };
        };
        responses: {
            /** @description The group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupDetail"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not an admin of the group (`group.not_admin`), Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a member of the group (`group.not_member`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp refused it (`group.refused`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappGroupsByIdInvite: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invite. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupInvite"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not an admin of the group (`group.not_admin`), Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a member of the group (`group.not_member`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp refused it (`group.refused`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappGroupsByIdInviteRevoke: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new invite. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupInvite"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not an admin of the group (`group.not_admin`), Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a member of the group (`group.not_member`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp refused it (`group.refused`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappGroupsByIdLeave: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This account is no member any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not an admin of the group (`group.not_admin`), Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a member of the group (`group.not_member`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp refused it (`group.refused`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappGroupsByIdParticipants: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupMembersChange"];
            };
        };
        responses: {
            /** @description The outcomes, in the order of the request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: components["schemas"]["GroupResult"][];
                    };
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not an admin of the group (`group.not_admin`), Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a member of the group (`group.not_member`), Session is not running (`session.not_live`), Group is full (`group.full`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp refused it (`group.refused`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putApiWhatsappGroupsByIdPicture: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupPicture"];
            };
        };
        responses: {
            /** @description The picture is set. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not an admin of the group (`group.not_admin`), Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`), No such media (`media.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a member of the group (`group.not_member`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description File is too large (`media.too_large`), Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp refused it (`group.refused`), Address may not be called (`address.forbidden`), Not an address that can be called (`address.invalid`), Cannot be converted here (`media.conversion_unavailable`), File is of another type (`media.type_mismatch`), Address could not be fetched (`media.unreachable`), File cannot be read (`media.unreadable`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiWhatsappGroupsByIdPicture: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group has no picture. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not an admin of the group (`group.not_admin`), Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a member of the group (`group.not_member`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp refused it (`group.refused`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappGroupsByIdRequests: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The people. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            askedAt: string | null;
                            /** @description The address that the group uses. */
                            id: string;
                            lid: string | null;
                            /** @description WhatsApp's word for the way, such as `invite_link`. */
                            method: string | null;
                            /** @description Null where the group hides it. */
                            number: string | null;
                        }[];
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not an admin of the group (`group.not_admin`), Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a member of the group (`group.not_member`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp refused it (`group.refused`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappGroupsByIdRequests: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupRequestsAnswer"];
            };
        };
        responses: {
            /** @description The outcomes, in the order of the request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: components["schemas"]["GroupResult"][];
                    };
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not an admin of the group (`group.not_admin`), Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a member of the group (`group.not_member`), Session is not running (`session.not_live`), Group is full (`group.full`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp refused it (`group.refused`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappGroupsInvitesByCode: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitedGroup"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such invite (`group.invite_invalid`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp refused it (`group.refused`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappGroupsJoin: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupToJoin"];
            };
        };
        responses: {
            /** @description This account is a member, or has asked to be one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupJoined"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such invite (`group.invite_invalid`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is not running (`session.not_live`), Group is full (`group.full`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp refused it (`group.refused`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappJobs: {
        parameters: {
            query?: {
                chatId?: string;
                /** @description The caller's own name. */
                clientRef?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Only jobs whose failure has each of these words in its code, its sentence or WhatsApp's number for it. A job that was completed after all has none. */
                failure?: string;
                /** @description How many items at most; 50 when left out. */
                limit?: number;
                /** @description Like `chatId`, but as people write numbers: international, or local to the configured country. */
                number?: string;
                priority?: "HIGH" | "NORMAL" | "LOW";
                /** @description Only jobs that were queued at this time or later. */
                queuedAfter?: string;
                /** @description Only jobs that were queued before this time. */
                queuedBefore?: string;
                /** @description Which WhatsApp session. */
                session?: string;
                status?: "waiting" | "active" | "retrying" | "completed" | "failed" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Job"][];
                        /** @description For the next page; null at the end. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`), Not a possible number (`number.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappJobsByJobId: {
        parameters: {
            query?: {
                session?: string;
            };
            header?: never;
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDetail"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiWhatsappJobsByJobId: {
        parameters: {
            query?: {
                session?: string;
            };
            header?: never;
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job is cancelled. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Job no longer waits (`job.not_waiting`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappJobsByJobIdEvents: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many items at most; 50 when left out. */
                limit?: number;
                session?: string;
            };
            header?: never;
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The facts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Fact"][];
                        /** @description For the next page; null at the end. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappJobsByJobIdRetry: {
        parameters: {
            query?: {
                session?: string;
            };
            header?: never;
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job waits again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Job has not failed (`job.not_failed`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappMedia: {
        parameters: {
            query?: {
                /** @description Only those that messages of this chat use or have used, by any of its addresses. */
                chatId?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                kind?: "image" | "video" | "audio" | "document" | "sticker";
                /** @description How many items at most; 50 when left out. */
                limit?: number;
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of uploads. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Media"][];
                        /** @description For the next page; null at the end. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappMedia: {
        parameters: {
            query?: {
                fileName?: string;
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The bytes of the file. */
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description The file is on disk. */
            201: {
                headers: {
                    /** @description The upload. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Upload stopped (`media.incomplete`) */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description File is too large (`media.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`), File cannot be read (`media.unreadable`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappMediaById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such media (`media.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiWhatsappMediaById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upload is removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such media (`media.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Media is in use (`media.in_use`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappMediaByIdContent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                    "audio/aac": string;
                    "audio/mp4": string;
                    "audio/mpeg": string;
                    "audio/ogg": string;
                    "image/gif": string;
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                    "video/mp4": string;
                };
            };
            /** @description A range of the bytes. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                    "audio/aac": string;
                    "audio/mp4": string;
                    "audio/mpeg": string;
                    "audio/ogg": string;
                    "image/gif": string;
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                    "video/mp4": string;
                };
            };
            /** @description The client has these bytes already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such media (`media.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Range is outside the bytes (`request.range_not_satisfiable`) */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappMediaByIdLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MediaLinkRequest"];
            };
        };
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaLink"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such media (`media.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappMessages: {
        parameters: {
            query: {
                /** @description Only messages of this chat. */
                chatId?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Only messages by this person, as an address. */
                from?: string;
                /** @description How many items at most; 50 when left out. */
                limit?: number;
                /** @description Whole words that the message has to contain, in any case and with or without accents. */
                search: string;
                /** @description Which WhatsApp session. */
                session?: string;
                /** @description Only messages of this time or later, to the second. */
                since?: string;
                /** @description Only messages before this time, to the second. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ChatMessage"][];
                        /** @description For the next page; null at the end. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappMessages: {
        parameters: {
            query?: {
                /** @description `true` answers what would become of the message. Nothing is queued or stored, and an idempotency key is neither used nor spent. */
                dryRun?: "true" | "false";
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: {
                /** @description The same key with the same body returns the first job again, and queues nothing. */
                "Idempotency-Key"?: string;
                /** @description RFC 7240: `wait=N` waits for the end of the job, for at most N seconds; more than 60 count as 60. Other preferences are passed over. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Message"];
            };
        };
        responses: {
            /** @description The whole job, where `Prefer: wait` was asked and it ended in time; a dry run; the job of an earlier request with the same idempotency key and message; or the waiting job that was changed. */
            200: {
                headers: {
                    /** @description The job. */
                    Location?: string;
                    /** @description `wait` where the answer is the whole job, because it ended in time. */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDetail"] | components["schemas"]["SentMessage"] | components["schemas"]["DryRun"];
                };
            };
            /** @description The message is queued. */
            202: {
                headers: {
                    /** @description The job. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentMessage"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such media (`media.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Idempotency key used for another message (`idempotency.conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description File is too large (`media.too_large`), Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a possible number (`number.invalid`), Message was deleted (`message.deleted`), No such message in this chat (`message.not_found`), Message is too old to change (`message.too_old`), Type cannot be sent (`message.unsupported_type`), File is of another type (`media.type_mismatch`), File cannot be read (`media.unreadable`), Address could not be fetched (`media.unreachable`), Cannot be converted here (`media.conversion_unavailable`), Address may not be called (`address.forbidden`), Not an address that can be called (`address.invalid`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Queue is full (`queue.full`), Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappMessagesByMessageId: {
        parameters: {
            query?: {
                /** @description Decides where several chats have a message with this id. */
                chatId?: string;
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatMessageDetail"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such message on record (`message.not_on_record`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Several chats have this message id (`message.ambiguous`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiWhatsappMessagesByMessageIdContent: {
        parameters: {
            query?: {
                /** @description Decides where several chats have a message with this id. */
                chatId?: string;
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone, also from the write-ahead log. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description It is gone from every answer. `GET /api/erasures/{id}` says when its last traces are gone too. */
            202: {
                headers: {
                    /** @description Where to ask for it. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such message on record (`message.not_on_record`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Several chats have this message id (`message.ambiguous`), Message has not ended (`message.not_ended`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappMessagesByMessageIdMediaFetch: {
        parameters: {
            query?: {
                /** @description Decides between two chats that have a message with this id. */
                chatId?: string;
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path: {
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file is being fetched, or is here. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such media (`media.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp keeps this file from linked devices (`media.withheld`), Several chats have this message id (`message.ambiguous`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappNumbersByNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A number or a chat id, as `POST /api/whatsapp/send-message` takes it. */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The interpretation of the number. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NumberReading"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappQueueClear: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClearQueue"];
            };
        };
        responses: {
            /** @description How many jobs were cleared. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cleared: number;
                    };
                };
            };
            /** @description The clearing continues in the background. */
            202: {
                headers: {
                    /** @description The clearing. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clearing"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappQueueClearById: {
        parameters: {
            query?: {
                session?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clearing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clearing"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such clearing (`clearing.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappQueueConfig: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueConfig"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappQueueConfig: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueueConfigChange"];
            };
        };
        responses: {
            /** @description The whole configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueConfig"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappQueuePause: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Queue is not in the right state (`queue.not_ready`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappQueueResume: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Queue is not in the right state (`queue.not_ready`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappRetryQueue: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many items at most; 50 when left out. */
                limit?: number;
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs, and the totals. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetryQueue"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappSendMessage: {
        parameters: {
            query?: {
                /** @description `true` answers what would become of the message. Nothing is queued or stored, and an idempotency key is neither used nor spent. */
                dryRun?: "true" | "false";
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: {
                /** @description The same key with the same body returns the first job again, and queues nothing. */
                "Idempotency-Key"?: string;
                /** @description RFC 7240: `wait=N` waits for the end of the job, for at most N seconds; more than 60 count as 60. Other preferences are passed over. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMessage"];
            };
        };
        responses: {
            /** @description The whole job, where `Prefer: wait` was asked and it ended in time; a dry run; or the job of an earlier request with the same idempotency key and message. */
            200: {
                headers: {
                    /** @description The job. */
                    Location?: string;
                    /** @description `wait` where the answer is the whole job, because it ended in time. */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDetail"] | components["schemas"]["QueuedJob"] | components["schemas"]["DryRun"];
                };
            };
            /** @description The message is queued. */
            202: {
                headers: {
                    /** @description The job. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedJob"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Idempotency key used for another message (`idempotency.conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a possible number (`number.invalid`), Type cannot be sent (`message.unsupported_type`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Queue is full (`queue.full`), Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappSessionLogout: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappSessionPairingCode: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PairingNumber"];
            };
        };
        responses: {
            /** @description The code. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairingCode"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No QR to show (`session.no_qr`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a possible number (`number.invalid`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description New pairing code too soon (`session.code_too_soon`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappSessionPresence: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether it does while it is connected. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPresence"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putApiWhatsappSessionPresence: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionPresence"];
            };
        };
        responses: {
            /** @description It is on record. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPresence"];
                };
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappSessionProfile: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile, as the account itself sees it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionProfile"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp refused it (`profile.refused`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putApiWhatsappSessionProfile: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionProfileChange"];
            };
        };
        responses: {
            /** @description All of it is changed, on every device of the account. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Body is not JSON (`request.not_json`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such media (`media.not_found`), No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Phone has not shared its app state (`session.no_app_state`), Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description File is too large (`media.too_large`), Body is too large (`request.too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body is of another type (`request.unsupported_media_type`) */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Address may not be called (`address.forbidden`), Not an address that can be called (`address.invalid`), Cannot be converted here (`media.conversion_unavailable`), File is of another type (`media.type_mismatch`), Address could not be fetched (`media.unreachable`), File cannot be read (`media.unreadable`), WhatsApp refused it (`profile.refused`), Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Asked too often (`rate.limited`) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WhatsApp did not answer (`whatsapp.no_answer`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappSessionQr: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The QR. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Qr"];
                    "image/png": string;
                    "image/svg+xml": string;
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No QR to show (`session.no_qr`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappSessionRestart: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappSessionStart: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is running already (`session.not_startable`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWhatsappSessionStop: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session is not running (`session.not_live`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappSessions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many items at most; 50 when left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Session"][];
                        /** @description For the next page; null at the end. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiWhatsappSessionsById: {
        parameters: {
            query?: {
                /** @description `true` cancels each message that has not ended; without it they keep the session. */
                cancel?: "true" | "false";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Session has messages that wait (`session.has_waiting`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many commands at once (`gateway.busy`), Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappStatus: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWhatsappThroughput: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The last hour, oldest minute first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Throughput"];
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session (`session.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMediaById: {
        parameters: {
            query: {
                /** @description In seconds since 1970. */
                expires: string;
                signature: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                    "audio/aac": string;
                    "audio/mp4": string;
                    "audio/mpeg": string;
                    "audio/ogg": string;
                    "image/gif": string;
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                    "video/mp4": string;
                };
            };
            /** @description A range of the bytes. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                    "audio/aac": string;
                    "audio/mp4": string;
                    "audio/mpeg": string;
                    "audio/ogg": string;
                    "image/gif": string;
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                    "video/mp4": string;
                };
            };
            /** @description The client has these bytes already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not a valid link (`media.link_invalid`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such media (`media.not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Link has expired (`media.link_expired`) */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Range is outside the bytes (`request.range_not_satisfiable`) */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Prometheus text format. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description No valid token (`auth.invalid_token`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`auth.forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cannot do this now (`server.unavailable`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpenapiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadyz: {
        parameters: {
            query?: {
                /** @description Which WhatsApp session. */
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The log is open, and the session can send. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        ready: true;
                    };
                };
            };
            /** @description Invalid input (`request.invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`server.error`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready (`session.not_ready`) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
