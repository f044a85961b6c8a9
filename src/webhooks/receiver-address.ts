/**
 * The addresses of the receivers for trying, which the gateway serves itself. They exist with the sandbox only. The guard of
 * addresses lets requests of endpoints through to them, and to nothing else of the gateway.
 */

const RECEIVER = /^rcv_[\w-]{24}$/;

/** What the addresses of all receivers begin with, on a gateway that listens at `url`. */
export const receiversBelow = (url: string): string => {
  const at = new URL(url);
  // To listen at every address is to be reached at the loopback.
  if (at.hostname === '0.0.0.0') at.hostname = '127.0.0.1';
  if (at.hostname === '[::]') at.hostname = '[::1]';
  return `${at.origin}/receivers/`;
};

/** The id of the receiver with this address; null for any other address. */
export const receiverIn = (receiversAt: string, url: string): string | null => {
  if (!url.startsWith(receiversAt)) return null;
  const id = url.slice(receiversAt.length);
  return RECEIVER.test(id) ? id : null;
};
