/** Frames: a length of three bytes before each body. A WebSocket message may contain part of a frame, or several. */

/** `WA`, protocol 6, dictionary 3. */
export const HEADER = Buffer.from([0x57, 0x41, 6, 3]);
/** Comes before the header if the client returns the routing data that it once received; not part of the handshake. */
const ROUTING = Buffer.from([0x45, 0x44, 0, 1]);
const LENGTH_BYTES = 3;

export const frameOf = (body: Uint8Array): Buffer => {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUIntBE(body.length, 0, LENGTH_BYTES);
  return Buffer.concat([length, body]);
};

/** Splits incoming bytes into the bodies of frames. */
export interface FrameReader {
  /** The bodies that these bytes complete. Throws when the connection does not start like WhatsApp's. */
  read(bytes: Buffer): Buffer[];
}

export const frameReader = (): FrameReader => {
  let rest = Buffer.alloc(0);
  let started = false;

  const take = (length: number): Buffer => {
    const taken = rest.subarray(0, length);
    rest = rest.subarray(length);
    return taken;
  };

  /** The length-prefixed body at `offset`, when all of it is there. */
  const complete = (offset: number): number | null => {
    if (rest.length < offset + LENGTH_BYTES) return null;
    const end = offset + LENGTH_BYTES + rest.readUIntBE(offset, LENGTH_BYTES);
    return rest.length < end ? null : end;
  };

  const start = (): boolean => {
    if (rest.length < HEADER.length) return false;
    if (rest.subarray(0, ROUTING.length).equals(ROUTING)) {
      const end = complete(ROUTING.length);
      if (end === null) return false;
      take(end);
      return start();
    }
    if (!take(HEADER.length).equals(HEADER)) throw new Error('not the header of a WhatsApp connection');
    return true;
  };

  return {
    read(bytes) {
      rest = rest.length === 0 ? Buffer.from(bytes) : Buffer.concat([rest, bytes]);
      started ||= start();
      const bodies: Buffer[] = [];
      if (!started) return bodies;
      for (let end = complete(0); end !== null; end = complete(0)) bodies.push(take(end).subarray(LENGTH_BYTES));
      return bodies;
    },
  };
};
