/**
 * One attempt to get the file of a message that came in: downloaded, looked at, and made ready to be put on record.
 *
 * What the sender says about the type is a name for the bytes, not what they are: they are inspected as uploads are, in a
 * process of their own. The file is on disk under its name, and its hash in the index, before the fact that names it; a
 * process that is killed in between leaves a file for the next sweep.
 */
import type { Attempt, ReceiveFile } from '../../actors/media/receiving.ts';
import type { MediaFailure } from '../../events/facts/media.ts';
import { sayBeside } from '../../events/log/content.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { Fault } from '../../kernel/fault.ts';
import { isManyPeople, type SessionId } from '../../kernel/ids.ts';
import type { Inspected } from '../../media/inspected.ts';
import type { MediaWorkshop } from '../../media/workshop.ts';
import type { RemoteFile } from '../../messages/beside.ts';
import { DOCUMENT_MB, type MediaFiles, mediaLimits, type StoredFile } from '../../messages/media.ts';
import type { MediaIndex } from '../../messages/media-index.ts';
import { plainName } from '../../messages/media-source.ts';
import type { ReceivedMediaRow } from '../../projections/received-media.ts';
import type { Reads } from '../../projections/reads.ts';
import { type LostFile, type RemoteFiles, Undelivered } from '../../whatsapp/port.ts';
import type { Download } from '../../whatsapp/remote-media.ts';
import { recordFor, storedFact } from './record.ts';
import { dropHeld } from './upkeep.ts';

export interface ReceivePorts {
  readonly log: Pick<EventLog, 'page'>;
  readonly reads: Pick<Reads, 'media'>;
  readonly entropy: Entropy;
  readonly files: Pick<MediaFiles, 'release' | 'removeUnless'>;
  readonly index: MediaIndex;
  readonly workshop: Pick<MediaWorkshop, 'inspect'>;
  readonly download: Download;
  /** The media hosts of WhatsApp's own endpoint; null at another one, whose server names them. */
  readonly hosts: readonly string[] | null;
  /** The session's link while it is open. */
  readonly link: (session: SessionId) => RemoteFiles | null;
  /** The largest file that is fetched without being asked for. */
  readonly bytesMax: number;
}

/** A file that somebody asks for may be as large as WhatsApp takes a document. */
const ASKED_BYTES_MAX = mediaLimits(DOCUMENT_MB.max).document;

const failed = (reason: MediaFailure, status?: number): Attempt => ({
  type: 'failed',
  reason,
  ...(status === undefined ? {} : { status }),
});

const notAnswered = ({ failure }: Undelivered): Attempt =>
  failed(failure.code === 'network_timeout' ? 'no_answer' : 'not_connected');

/** The sender's own waveform, where the bytes could not be heard here. */
const withWaveform = (seen: Inspected, { waveform }: RemoteFile): Inspected =>
  seen.waveform === null && waveform !== null && seen.kind === 'audio'
    ? { ...seen, waveform: Buffer.from(waveform, 'base64') }
    : seen;

export const createReceiveFile = (ports: ReceivePorts): ReceiveFile => {
  const { log, entropy, files, index, workshop, download, link } = ports;

  const stored = (row: ReceivedMediaRow, file: StoredFile, seen: Inspected, fileName: string | null): Attempt => {
    // After its time, or after an attempt whose fact could not be written.
    index.forget(row.id);
    index.add(row.id, file.sha256);
    const { said, ref } = sayBeside('file', recordFor(file, seen, fileName), entropy);
    return {
      type: 'stored',
      stored: storedFact(file, seen, { origin: 'received' }, ref),
      said,
      async settle(recorded) {
        if (recorded) return files.release(file);
        index.forget(row.id);
        await dropHeld(ports, file);
      },
    };
  };

  const looked = async (row: ReceivedMediaRow, remote: RemoteFile, file: StoredFile): Promise<Attempt> => {
    const fileName = plainName(remote.fileName ?? '');
    const named = { mimetype: row.mimetype, ...(fileName === null ? {} : { fileName }) };
    const seen = await workshop.inspect(file.path, named).catch(async (thrown: unknown) => {
      await dropHeld(ports, file);
      throw thrown;
    });
    if (seen.ok) return stored(row, file, withWaveform(seen.value, remote), fileName);
    await dropHeld(ports, file);
    return failed('not_stored');
  };

  const hostsOf = async (session: SessionId): Promise<readonly string[] | null> =>
    ports.hosts ?? (await link(session)?.mediaHosts()) ?? null;

  /** The file as its link asks for it. A message in a chat of several people names its author. */
  const lostFile = ({ position, chatId, messageId }: ReceivedMediaRow, remote: RemoteFile): LostFile => {
    const [heard] = log.page({ after: position - 1, upTo: position, limit: 1 });
    const said = heard?.type === 'message.received' ? heard.data : null;
    const fromMe = said?.direction === 'out';
    const participant = said && isManyPeople(chatId) && !fromMe ? { participant: said.by } : {};
    return { chatId, messageId, fromMe, ...participant, mediaKey: Buffer.from(remote.mediaKey, 'base64') };
  };

  /** The hosts have the file no more: the phone that sent it may have it still. */
  const reuploaded = async (row: ReceivedMediaRow, remote: RemoteFile, status?: number): Promise<Attempt> => {
    const open = link(row.session);
    if (!open) return failed('gone', status);
    const directPath = await open.reupload(lostFile(row, remote));
    if (directPath === null) return { type: 'gone' };
    const { said, ref } = sayBeside('remote', { ...remote, url: null, directPath }, entropy);
    return { type: 'relocated', remote: ref, said };
  };

  const received: ReceiveFile = async (row, remote, { signal, mayAsk }) => {
    const hosts = await hostsOf(row.session);
    if (hosts === null) return failed('not_connected');
    const bytesMax = row.asked === 1 ? ASKED_BYTES_MAX : ports.bytesMax;
    const { kind, size } = row;
    const came = await download({ kind, size, file: remote }, { session: row.session, hosts, bytesMax, signal });
    if (came.ok) return looked(row, remote, came.file);
    const { reason, status } = came;
    if (reason === 'too_large') return { type: 'too_large', limit: bytesMax };
    return reason === 'gone' && mayAsk ? reuploaded(row, remote, status) : failed(reason, status);
  };

  return async (row, remote, terms) => {
    try {
      return await received(row, remote, terms);
    } catch (thrown) {
      // The disk or the workshop: an attempt that comes later may find them well again.
      if (thrown instanceof Fault) return failed('not_stored');
      if (thrown instanceof Undelivered) return notAnswered(thrown);
      throw thrown;
    }
  };
};
