/** Files of the gateway for elements that cannot send a token: each as an address of this page, until it is put away. */
import { useEffect, useState } from 'preact/hooks';
import { request } from './client.ts';
import { problemOf } from './problem.ts';

/** The bytes below a path of the API. */
export const fileAt = async (path: string, signal?: AbortSignal): Promise<Blob> => {
  const answer = await request('get', path, { signal });
  if (!answer.ok) throw await problemOf(answer);
  return answer.blob();
};

export interface LoadedFile {
  readonly url: string;
  readonly type: string;
}

/** Undefined while it is fetched, and for a path that is null; null when it cannot be had. */
export const useFile = (path: string | null): LoadedFile | null | undefined => {
  const [file, setFile] = useState<{ readonly path: string; readonly loaded: LoadedFile | null }>();
  useEffect(() => {
    if (path === null) return undefined;
    const stop = new AbortController();
    let url: string | null = null;
    const load = async (): Promise<void> => {
      const blob = await fileAt(path, stop.signal);
      if (stop.signal.aborted) return;
      url = URL.createObjectURL(blob);
      setFile({ path, loaded: { url, type: blob.type } });
    };
    void load().catch(() => stop.signal.aborted || setFile({ path, loaded: null }));
    return () => {
      stop.abort();
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [path]);
  return file?.path === path ? file.loaded : undefined;
};
