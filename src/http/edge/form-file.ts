/**
 * The one file of a `multipart/form-data` body, as a stream.
 *
 * The bytes end only after the whole form was seen to be right: a form that is cut, broken or has another part fails
 * the stream, so its file is never stored. The next chunk of the body is not read before the pieces of the last one are
 * taken, so one chunk is in memory.
 */
import type { Readable } from 'node:stream';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import * as v from 'valibot';
import { refuseInput } from '../../kernel/result.ts';
import { FileName } from '../../messages/media-source.ts';
import { SourceRefused } from '../../messages/media.ts';

/** The most bytes that a form has around its file. */
export const FORM_BYTES_MAX = 65_536;
const PART_HEADERS_MAX = { headerPairs: 20, headerSize: 8_192 } as const;

export const isForm = (contentType: string | undefined): contentType is string =>
  contentType !== undefined && /^multipart\/form-data\s*(;|$)/i.test(contentType);

export interface FormFile {
  /** @throws SourceRefused with what is wrong with the form */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** What the form says of the file; complete once its first bytes have come. */
  named(): { readonly fileName?: string; readonly mimetype?: string };
}

const unfit = (message: string): SourceRefused => {
  const refused = refuseInput('file', message);
  if (refused.ok) throw new TypeError('A refusal was expected');
  return new SourceRefused(refused.refusal);
};

const NO_FILE = 'The form has no file: send it as the part named "file"';
const BROKEN = 'The form cannot be read to its end: send multipart/form-data with its boundary, and one part "file"';

const open = (contentType: string): BusboyInstance => {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: PART_HEADERS_MAX,
      // Every part counts, so that none is dropped silently.
      isPartAFile: () => true,
    });
  } catch {
    throw unfit(BROKEN);
  }
};

const ignore = (): void => {};

/** Writes to a form step by step. A form that fails answers no step, so its error ends the step that waits. */
const stepper = (form: BusboyInstance) => {
  let fault: SourceRefused | null = null;
  let interrupt: (reason: SourceRefused) => void = ignore;
  const fail = (reason: SourceRefused): void => {
    fault ??= reason;
    interrupt(fault);
  };
  form.on('error', () => fail(unfit(BROKEN)));
  const step = (begin: (done: () => void) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      if (fault) return reject(fault);
      interrupt = reject;
      begin(resolve);
    });
  return {
    fail,
    write: (chunk: Uint8Array) => step((done) => void form.write(chunk, () => done())),
    end: () => step((done) => void form.once('finish', done).end()),
    /** Fails if the form turned out to be wrong during the last step. */
    check: () => {
      if (fault) throw fault;
    },
  };
};

export const formFile = (contentType: string, body: AsyncIterable<Uint8Array>): FormFile => {
  let named: ReturnType<FormFile['named']> = {};

  async function* bytes(): AsyncGenerator<Uint8Array> {
    const form = open(contentType);
    const { fail, write, end, check } = stepper(form);
    const pieces: Uint8Array[] = [];
    let parts = 0;
    let around = 0;
    form.on(
      'file',
      (name: string | undefined, part: Readable, fileName: string | undefined, _: string, mimetype: string) => {
        // The form reports a part that is cut as well.
        part.on('error', ignore);
        parts += 1;
        if (name !== 'file')
          fail(unfit(`The part must be named "file", and is named ${JSON.stringify(name?.slice(0, 60) ?? '')}`));
        else if (parts > 1) fail(unfit('The form has more than one part: send each file by itself'));
        named = { ...(v.is(FileName, fileName) ? { fileName } : {}), mimetype };
        part.on('data', (piece: Uint8Array) => pieces.push(piece));
      },
    );
    for await (const chunk of body) {
      around += chunk.length;
      await write(chunk);
      check();
      for (const piece of pieces) around -= piece.length;
      if (around > FORM_BYTES_MAX + chunk.length) throw unfit('The form has too many bytes around its file');
      yield* pieces.splice(0);
    }
    await end();
    check();
    yield* pieces.splice(0);
    if (parts === 0) throw unfit(NO_FILE);
  }

  return { bytes: { [Symbol.asyncIterator]: () => bytes() }, named: () => named };
};
