/** The upload that a request means: one that is there, or one that is stored from an address or from its own bytes. */
import { buffer } from 'node:stream/consumers';
import type { Caller } from '../../kernel/caller.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { MediaSource } from '../../messages/media-source.ts';
import { once } from './arrivals.ts';
import type { Media } from './media.ts';

export const givenFile =
  (media: Pick<Media, 'fetch' | 'store'>) =>
  async (source: MediaSource, session: SessionId, caller: Caller): Promise<Result<string>> => {
    if ('id' in source) return ok(source.id);
    const name = source.fileName === undefined ? {} : { fileName: source.fileName };
    if ('url' in source) {
      const fetched = await media.fetch(source.url, { session, ...name }, caller);
      return fetched.ok ? ok(fetched.value.id) : fetched;
    }
    const type = source.mimetype === undefined ? {} : { mimetype: source.mimetype };
    const origin = { session, origin: 'data', ...name, ...type } as const;
    const stored = await media.store(once(Buffer.from(source.data, 'base64')), origin, caller);
    return stored.ok ? ok(stored.value.id) : stored;
  };

/** The JPEG that phones show as a picture of a group or an account, made from the upload that a request means. */
export const givenPicture =
  (media: Pick<Media, 'fetch' | 'store' | 'usable' | 'read' | 'tried'>) =>
  async (source: MediaSource, session: SessionId, caller: Caller): Promise<Result<Uint8Array>> => {
    // Bytes that are no picture leave no upload behind.
    const tried = 'data' in source ? await media.tried(source, 'picture', session) : ok(null);
    if (!tried.ok) return tried;
    const file = await givenFile(media)(source, session, caller);
    if (!file.ok) return file;
    const picture = await media.usable(file.value, 'picture', caller);
    if (!picture.ok) return picture;
    const bytes = media.read(picture.value);
    return bytes.ok ? ok(await buffer(bytes.value)) : bytes;
  };
