/** Makes a file of everything that fits the filters. It can be stopped: a long log takes a while. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { serverNow } from '../../live/clock.ts';
import { Button } from '../../ui/button.tsx';
import { download } from '../../ui/download.ts';
import { tell, tellProblem } from '../../ui/toast.tsx';
import { count } from '../../words/chats.ts';
import { exportCsv, nameOf } from './export.ts';
import type { Filter } from './filter.ts';

export const ExportButton = ({ filter }: { filter: Filter }) => {
  const [rows, setRows] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const start = async (): Promise<void> => {
    const abort = new AbortController();
    stop.current = abort;
    let total = 0;
    setRows(0);
    try {
      const file = await exportCsv(
        filter,
        (soFar) => {
          total = soFar;
          setRows(soFar);
        },
        abort.signal,
      );
      download(file, nameOf(filter, new Date(serverNow())));
      tell(`${count(total, 'job')} exported.`);
    } catch (thrown) {
      if (!abort.signal.aborted) tellProblem(thrown);
    } finally {
      if (!abort.signal.aborted) setRows(null);
    }
  };
  const end = (): void => {
    stop.current?.abort();
    setRows(null);
  };

  return rows === null ? (
    <Button
      icon="download"
      title="Everything that the filters show, as a table for a spreadsheet"
      onClick={() => void start()}
    >
      Export CSV
    </Button>
  ) : (
    <Button icon="stop" title="Stop the export" onClick={end}>
      <span class="number">Stop, {count(rows, 'row')}</span>
    </Button>
  );
};
