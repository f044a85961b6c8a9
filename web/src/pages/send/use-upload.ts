/** The file of a message, on its way to the gateway before the message is sent. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { sentenceOf } from '../../api/problem.ts';
import { upload } from '../../api/upload.ts';

export interface Upload {
  /** Null while there is none under way. */
  readonly underWay: { readonly name: string; readonly percent: number } | null;
  readonly error: string | null;
  readonly begin: (file: File) => void;
  readonly stop: () => void;
}

/** `done` is given the id of the upload. */
export const useUpload = (done: (id: string) => void): Upload => {
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
      const { id } = await upload(file, { progress, signal });
      if (!signal.aborted) newest.current(id);
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
