/** WhatsApp's answers to queries for the app state. Parts of them are at a media host. */
import { type BinaryNode, getBinaryNodeChild, getBinaryNodeChildren, proto, type WAPatchName } from 'baileys';

export const COLLECTIONS = [
  'critical_block',
  'critical_unblock_low',
  'regular_high',
  'regular_low',
  'regular',
] as const satisfies readonly WAPatchName[];

export const collectionNamed = (name: string | undefined): WAPatchName | null =>
  COLLECTIONS.find((known) => known === name) ?? null;

/** What WhatsApp has of a collection since a version. */
export interface Given {
  readonly name: WAPatchName;
  /** The whole state, where it was asked for. */
  readonly snapshot: proto.SyncdSnapshot | null;
  readonly patches: readonly proto.SyncdPatch[];
  /** WhatsApp has more patches than it has answered. */
  readonly hasMore: boolean;
}

export type FetchBlob = (reference: proto.IExternalBlobReference) => Promise<Uint8Array>;

/** WhatsApp has refused to tell of a collection. */
class RefusedCollection extends Error {
  override readonly name = 'RefusedCollection';
}

const bytesOf = ({ content }: BinaryNode): Uint8Array => (content instanceof Uint8Array ? content : new Uint8Array());

const snapshotIn = async (collection: BinaryNode, fetch: FetchBlob): Promise<proto.SyncdSnapshot | null> => {
  const node = getBinaryNodeChild(collection, 'snapshot');
  if (!node) return null;
  return proto.SyncdSnapshot.decode(await fetch(proto.ExternalBlobReference.decode(bytesOf(node))));
};

/** A patch as if all of it had been in the answer: Baileys must have nothing left to download. */
const patchIn = async (node: BinaryNode, version: number, fetch: FetchBlob): Promise<proto.SyncdPatch> => {
  const patch = proto.SyncdPatch.decode(bytesOf(node));
  patch.version ??= proto.SyncdVersion.create({ version });
  if (!patch.externalMutations) return patch;
  const { mutations } = proto.SyncdMutations.decode(await fetch(patch.externalMutations));
  patch.mutations = [...(patch.mutations ?? []), ...(mutations ?? [])];
  patch.externalMutations = null;
  return patch;
};

export const collectionsIn = (answer: BinaryNode): readonly BinaryNode[] =>
  getBinaryNodeChildren(getBinaryNodeChild(answer, 'sync'), 'collection');

/** @throws RefusedCollection, and what `fetch` throws */
export const givenIn = async (name: WAPatchName, collection: BinaryNode, fetch: FetchBlob): Promise<Given> => {
  const { attrs } = collection;
  if (attrs['type'] === 'error') throw new RefusedCollection(`WhatsApp refused to tell of ${name}`);
  const nodes = getBinaryNodeChildren(getBinaryNodeChild(collection, 'patches') ?? collection, 'patch');
  const patches: proto.SyncdPatch[] = [];
  for (const node of nodes) patches.push(await patchIn(node, Number(attrs['version'] ?? 0) + 1, fetch));
  return {
    name,
    snapshot: await snapshotIn(collection, fetch),
    patches,
    hasMore: attrs['has_more_patches'] === 'true',
  };
};
