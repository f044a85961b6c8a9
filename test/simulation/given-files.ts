/** The files that clients send, by kind, with their types; and the files of a message, read without Waybill's own words. */
import type { Content } from '../../src/messages/content.ts';

export type FileKind = 'document' | 'image' | 'voice';
export const FILES: readonly [[FileKind, string], ...[FileKind, string][]] = [
  ['image', 'image/jpeg'],
  ['document', 'application/pdf'],
  ['voice', 'audio/ogg'],
];

export async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const isFile = (kind: string): boolean => FILES.some(([file]) => file === kind);

/** The uploads that a message shows, also one that it passes on. */
export const filesIn = (content: Content): readonly string[] => {
  const { kind, body } = content.kind === 'forward' ? content.passedOn : { kind: content.kind, body: null };
  if (!isFile(kind)) return [];
  const shown = (body === null ? content : JSON.parse(body)) as { readonly media: string };
  return [shown.media];
};
