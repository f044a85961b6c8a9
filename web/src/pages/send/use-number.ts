/** How the gateway reads a number, while it is typed. */
import { useEffect, useState } from 'preact/hooks';
import { get } from '../../api/client.ts';
import type { Reading } from './draft.ts';

/** How long the typing must pause. */
const TYPED_MS = 200;

/** Null while nothing is known: nothing typed, nothing asked, or no answer. */
export const useNumber = (number: string): Reading | null => {
  const [read, setRead] = useState<{ readonly number: string; readonly reading: Reading } | null>(null);
  const asked = number.trim();
  useEffect(() => {
    if (asked === '' || asked === '.' || asked === '..') return undefined;
    const stop = new AbortController();
    const ask = async (): Promise<void> => {
      const reading = await get('/api/whatsapp/numbers/{number}', { params: { number: asked }, signal: stop.signal });
      setRead({ number: asked, reading });
    };
    // Without an answer now, the gateway reads the number when the message is sent.
    const timer = setTimeout(() => void ask().catch(() => null), TYPED_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [asked]);
  return read?.number === asked ? read.reading : null;
};
