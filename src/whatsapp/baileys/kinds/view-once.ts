/** The envelope of what can be opened once. */
import type { proto } from 'baileys';

export const onceOnly = (message: proto.IMessage, viewOnce: boolean | undefined): proto.IMessage =>
  viewOnce ? { viewOnceMessage: { message } } : message;

export const opensOnce = (viewOnce: boolean) => (viewOnce ? { viewOnce } : {});
