/** What this installation can send and convert: read from the tables that hold messages and files to their bounds. */
import { TYPES_OF } from '../../media/fits.ts';
import type { Capabilities as Tools, MediaUse } from '../../media/inspected.ts';
import { TAKES } from '../../media/policy.ts';
import { CONTENT_KINDS, type ContentKind, limitsOf } from '../../messages/content.ts';
import type { Form, MediaKind, MediaLimits } from '../../messages/media.ts';
import { LIMITED } from './refusals.ts';

/** A use of a file by a kind of message: its limit, and what becomes of files of other types. */
export interface FileCapability {
  readonly bytesMax: number;
  /** The kinds of bytes that it takes; null for all. */
  readonly takes: readonly MediaKind[] | null;
  /** Types that are sent as they are, where their measures fit; null for all. */
  readonly asIs: readonly string[] | null;
  /** Whether other files are converted here. */
  readonly converts: boolean;
}

export interface KindCapability {
  readonly type: ContentKind;
  readonly limits: Readonly<Record<string, number>>;
  /** The ways in which it sends a file, by the use; empty for a kind without one. */
  readonly files: Readonly<Partial<Record<MediaUse, FileCapability>>>;
}

export interface Capabilities {
  readonly kinds: readonly KindCapability[];
  readonly tools: Pick<Tools, 'ffmpeg' | 'sharp'>;
  /** The most bytes of one upload. */
  readonly uploadBytesMax: number;
  /** How many days an upload is kept after its last use; null for ever. */
  readonly keptDays: number | null;
}

/** The uses of a file by each kind that has one. */
const USES: Readonly<Partial<Record<ContentKind, readonly MediaUse[]>>> = {
  image: ['image'],
  video: ['video', 'gif', 'round'],
  audio: ['audio'],
  voice: ['voice'],
  document: ['document'],
  sticker: ['sticker'],
};

interface CapabilityPorts {
  readonly workshop: { capabilities(): Promise<Tools> };
  readonly limits: MediaLimits;
  readonly days: number;
}

export const capabilityReader = ({ workshop, limits, days }: CapabilityPorts): (() => Promise<Capabilities>) => {
  const fileFor = (use: MediaUse, forms: readonly Form[]): FileCapability => {
    const bytesMax = limits[LIMITED[use]];
    return use === 'document'
      ? { bytesMax, takes: null, asIs: null, converts: false }
      : { bytesMax, takes: TAKES[use], asIs: TYPES_OF[use], converts: forms.includes(use) };
  };

  return async () => {
    const { ffmpeg, sharp, forms } = await workshop.capabilities();
    return {
      kinds: CONTENT_KINDS.map((type) => ({
        type,
        limits: limitsOf(type),
        files: Object.fromEntries((USES[type] ?? []).map((use) => [use, fileFor(use, forms)])),
      })),
      tools: { ffmpeg, sharp },
      uploadBytesMax: limits.document,
      keptDays: days === 0 ? null : days,
    };
  };
};
