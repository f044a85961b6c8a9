/** Binary nodes, the stanzas of WhatsApp's protocol: building and reading them. */
import type { BinaryNode } from 'baileys/lib/WABinary/index.js';

export type Node = BinaryNode;
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** The server's own address. */
export const SERVER = '@s.whatsapp.net';

/** Undefined attributes are left out, because the encoder would write a corrupt frame. */
export const node = (tag: string, attributes: Attributes = {}, content?: Node[] | Uint8Array): Node => {
  const attrs: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) attrs[name] = String(value);
  return content === undefined ? { tag, attrs } : { tag, attrs, content };
};

/** The answer to a query, empty unless it has content. */
export const resultOf = (query: Node, content?: Node[]): Node =>
  node('iq', { type: 'result', id: query.attrs['id'], from: SERVER }, content);

export const errorOf = (query: Node, code: number, text: string): Node =>
  node('iq', { type: 'error', id: query.attrs['id'], from: SERVER }, [node('error', { code, text })]);

export const childrenOf = (parent: Node | undefined): readonly Node[] =>
  Array.isArray(parent?.content) ? parent.content : [];

export const childOf = (parent: Node | undefined, tag: string): Node | undefined =>
  childrenOf(parent).find((child) => child.tag === tag);

/**
 * The bytes in a node; empty if it contains something else. The decoder turns tokens into strings, so text is accepted
 * too.
 */
export const bytesOf = (holder: Node | undefined): Buffer => {
  const content = holder?.content;
  if (typeof content === 'string') return Buffer.from(content);
  return content instanceof Uint8Array ? Buffer.from(content) : Buffer.alloc(0);
};

export const bigEndian = (value: number, length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
};

/** A number from at most six bytes; 0 from none. */
export const toNumber = (bytes: Buffer): number => {
  const length = Math.min(bytes.length, 6);
  return length === 0 ? 0 : bytes.readUIntBE(0, length);
};

/** Milliseconds as the whole seconds that stanzas carry. */
export const seconds = (millis: number): number => Math.floor(millis / 1000);
