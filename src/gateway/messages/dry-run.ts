/**
 * Dry runs: what would become of a message if it were sent now, with the same parts that send it.
 *
 * A dry run refuses whatever a real send would refuse. It fetches and converts, and then nothing is left of it: no job,
 * no file, no fact, and no idempotency key is looked at.
 */
import { type ChatId, phoneNumberOf, type SessionId } from '../../kernel/ids.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { ContentKind } from '../../messages/content.ts';
import type { JobRow } from '../../projections/job-view.ts';
import type { Reads } from '../../projections/reads.ts';
import type { ReadNumber } from '../../whatsapp/port.ts';
import type { Acceptance, Surroundings } from './acceptance.ts';
import type { createChanges } from './changes.ts';
import type { Hold, Holds } from '../jobs/holds.ts';
import type { TriedFile } from '../media/trial.ts';
import type { MessageContents } from './content.ts';
import { kindOf, type MessageRequest } from './request.ts';
import { numberReader } from './numbers.ts';
import { statusIn } from './people.ts';
import { aboutStrangers } from './strangers.ts';

/** What a message names, once it is looked up. */
export interface Named {
  readonly surroundings: Surroundings;
  /** The job of the message that it changes; null for one that changes none. */
  readonly changes: JobRow | null;
}

/** What a message would become. */
export interface Rehearsal {
  readonly to: {
    readonly chatId: ChatId;
    /** With its country code, such as `+6281234567890`; null for a chat without a phone number. */
    readonly number: string | null;
    readonly country: { readonly code: string; readonly name: string } | null;
  };
  readonly type: ContentKind;
  /** The file as it would be sent; null for a message without one. */
  readonly media: TriedFile | null;
  /** The hold that the job would have at once. */
  readonly hold: Hold | null;
  /** Sentences for people, about what they may not expect. */
  readonly warnings: readonly string[];
}

export type Rehearse = (request: MessageRequest) => Promise<Result<Rehearsal>>;

interface RehearsalPorts {
  readonly acceptance: Acceptance;
  readonly changes: ReturnType<typeof createChanges>;
  readonly contents: MessageContents;
  readonly holds: Holds;
  readonly look: (request: MessageRequest, chatId: ChatId) => Result<Named>;
  readonly reads: Pick<Reads, 'jobs' | 'groups'>;
  readonly readNumber: ReadNumber;
}

const CHANGED =
  'No attempt to send the named message has begun, so that message would be changed. Nothing else would go out.';
const DRAFTED = 'It would be a draft, which goes out once somebody approves it.';

export const createRehearsal = (ports: RehearsalPorts): Rehearse => {
  const { acceptance, changes, contents, holds, look, reads } = ports;
  const readingOf = numberReader(ports.readNumber);

  /** The waiting job that a message would change instead of becoming one of its own. */
  const changedBy = (request: MessageRequest, target: JobRow | null): Result<JobRow | null> => {
    // Who may only draft changes no message that somebody has let go out.
    const mayChange = !request.draft || target?.status === 'draft';
    const would = target && mayChange ? changes.wouldChange(target, request) : null;
    if (would?.ok === false) return would;
    return ok(would?.value ? target : null);
  };

  const holdOf = ({ session, priority, notBefore }: MessageRequest, chatId: ChatId, { surroundings }: Named) =>
    holds.ofNew({ session, chatId, priority, notBefore, waits: surroundings.waits === true });

  return async (request) => {
    const asking = { ...request, number: request.to, chat: statusIn(request.to) };
    const read = acceptance.read(asking);
    if (!read.ok) return read;
    const { session, chatId } = read.value;
    const named = look(request, chatId);
    if (!named.ok) return named;
    const changed = changedBy(request, named.value.changes);
    if (!changed.ok) return changed;
    const admitted = changed.value ? ok(undefined) : acceptance.admit(session, asking);
    if (!admitted.ok) return admitted;
    const file = await contents.tried(kindOf(request), request);
    if (!file.ok) return file;
    const waiting = changed.value && reads.jobs.rowById(changed.value.jobId);
    const { international, country } = readingOf(request.to, request.session);
    const to = { chatId, number: phoneNumberOf(chatId), country };
    const isDraft = request.draft === true && !waiting;
    return ok({
      to,
      type: kindOf(request),
      media: file.value,
      hold: waiting ? holds.ofJob(waiting) : isDraft ? null : holdOf(request, chatId, named.value),
      warnings: [
        ...aboutNumber(request.to, to, international),
        ...aboutStrangers(reads, request.session, chatId, named.value.surroundings),
        ...aboutFile(file.value),
        ...(waiting ? [CHANGED] : []),
        ...(isDraft ? [DRAFTED] : []),
        ...aboutSession(request.session, holds.ofSession(request.session)),
      ],
    });
  };
};

/** Said where the number was completed or cut, because it may be another one than was meant. */
const aboutNumber = (written: string, { number, country }: Rehearsal['to'], international: string | null): string[] => {
  const isWhole = written.includes('@') || number === null || `+${written.replaceAll(/\D/g, '')}` === number;
  if (isWhole) return [];
  return [`The number was read as ${international ?? number}${country ? `, in ${country.name}` : ''}.`];
};

const aboutFile = (file: TriedFile | null): string[] => {
  if (!file) return [];
  const { calledType, convertedFrom, mimetype } = file;
  return [
    ...(calledType === null
      ? []
      : [`The file was called ${calledType}, but its bytes are ${convertedFrom ?? mimetype}.`]),
    ...(convertedFrom === null ? [] : [conversionOf(convertedFrom, mimetype)]),
  ];
};

const conversionOf = (from: string, to: string): string =>
  from === to
    ? `The file would be converted, because phones do not show this ${from} as it is.`
    : `The file would be converted from ${from} to ${to}.`;

const aboutSession = (id: SessionId, hold: Hold | null): string[] => {
  switch (hold?.reason) {
    case 'not_linked':
      return [
        `No phone is linked to the session "${id}", so the message would wait. GET /api/whatsapp/session/qr shows a QR to scan.`,
      ];
    case 'not_connected':
      return [
        `The session "${id}" is not connected, so the message would wait until it is. GET /api/whatsapp/status says why.`,
      ];
    case 'paused':
      return ['The queue is paused, so the message would wait. POST /api/whatsapp/queue/resume lets it go on.'];
    case 'cooling':
      return ['The queue cools down after WhatsApp was asked too much, so the message would wait.'];
    default:
      return [];
  }
};
