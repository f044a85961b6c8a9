/** The file of a message, on its way to the gateway before the message is sent. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { sentenceOf } from './problem.ts';
import type { Schema } from './shape.ts';
import { upload } from './upload.ts';

export interface Upload {
  /** Null while there is none under way. */
  readonly underWay: { readonly name: string; readonly percent: number } | null;
  readonly error: string | null;
  readonly begin: (file: File) => void;
  readonly stop: () => void;
}

export const useUpload = (done: (media: Schema<'Media'>) => void): Upload => {
  const [underWay, setUnderWay] = useState<Upload['underWay']>(null);
  const [error, setError] = useState<string | null>(null);
  const current = useRef<AbortController | null>(null);
  const newest = useRef(done);
  newest.current = done;
  useEffect(() => () => current.current?.abort(), []);

  const stop = (): void => {
    current.current?.abort();
    setUnderWay(null);
  };
  const take = async (file: File, { signal }: AbortController): Promise<void> => {
    try {
      const progress = (part: number): void =>
        setUnderWay({ name: file.name, percent: Math.min(Math.round(part * 100), 100) });
      const media = await upload(file, { progress, signal });
      if (!signal.aborted) newest.current(media);
    } catch (thrown) {
      if (!signal.aborted) setError(sentenceOf(thrown));
    } finally {
      if (!signal.aborted) setUnderWay(null);
    }
  };
  return {
    underWay,
    error,
    stop,
    begin(file) {
      stop();
      current.current = new AbortController();
      setError(null);
      setUnderWay({ name: file.name, percent: 0 });
      void take(file, current.current);
    },
  };
};
