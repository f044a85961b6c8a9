/** Draws the waveform of a voice note while its sound streams by: 64 loudnesses from 0 to 100, the loudest at 100. */

const BARS = 64;
const SAMPLE_BYTES = 2;
/** Parts of a second whose loudness is kept. */
const PARTS = 10;

export interface Loudness {
  /** Takes signed 16-bit samples, little-endian, in pieces of any length. */
  hear(chunk: Buffer): void;
  seconds(): number;
  waveform(): Uint8Array;
}

export const loudness = (rate: number): Loudness => {
  const partSamples = rate / PARTS;
  const parts: number[] = [];
  let samples = 0;
  let sum = 0;
  let inPart = 0;
  let half: number | null = null;

  const take = (low: number, high: number): void => {
    sum += Math.abs((((high << 8) | low) << 16) >> 16);
    samples += 1;
    inPart += 1;
    if (inPart === partSamples) endPart();
  };
  const endPart = (): void => {
    parts.push(sum / inPart);
    sum = 0;
    inPart = 0;
  };

  return {
    hear(chunk) {
      let at = 0;
      if (half !== null && chunk.length > 0) {
        take(half, chunk[0] ?? 0);
        half = null;
        at = 1;
      }
      for (; at + 1 < chunk.length; at += SAMPLE_BYTES) take(chunk[at] ?? 0, chunk[at + 1] ?? 0);
      if (at < chunk.length) half = chunk[at] ?? 0;
    },
    seconds: () => samples / rate,
    waveform() {
      if (inPart > 0) endPart();
      return bars(parts);
    },
  };
};

const bars = (parts: readonly number[]): Uint8Array => {
  const heights = Array.from({ length: BARS }, (_, index) => {
    const from = Math.floor((index * parts.length) / BARS);
    const to = Math.max(Math.floor(((index + 1) * parts.length) / BARS), from + 1);
    const part = parts.slice(from, to);
    return part.reduce((sum, height) => sum + height, 0) / Math.max(part.length, 1);
  });
  const loudest = Math.max(...heights);
  return Uint8Array.from(heights, (height) => (loudest === 0 ? 0 : Math.round((100 * height) / loudest)));
};
