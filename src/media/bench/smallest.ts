/** Encodes with less and less quality until the bytes are few enough; the last attempt counts as it is. */
export const atMost = async (
  bytes: number,
  qualities: readonly number[],
  encode: (quality: number) => Promise<Buffer>,
): Promise<Buffer> => {
  let encoded: Buffer = Buffer.alloc(0);
  for (const quality of qualities) {
    encoded = await encode(quality);
    if (encoded.length <= bytes) break;
  }
  return encoded;
};
