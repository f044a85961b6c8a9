/**
 * The messages of a conversation around the place that is looked at, live. Facts say which messages have changed; these
 * alone are fetched again, and what came after the newest one, at most once a second.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { LoggedOut } from '../../api/problem.ts';
import type { Message } from '../../kinds/message.ts';
import { onFact, onLive, onReset } from '../../live/live.ts';
import { paced } from '../../live/paced.ts';
import { tellProblem } from '../../ui/toast.tsx';
import { isNews, note, noNews } from './news.ts';
import { readerOf } from './reader.ts';
import type { Run } from './run.ts';

interface Steps {
  readonly older: () => void;
  readonly newer: () => void;
  /** Shows the newest messages, wherever the run was. */
  readonly toEnd: () => void;
  readonly reload: () => void;
}

export interface Conversation extends Steps {
  /** Undefined before the first messages are here. */
  readonly run: Run<Message> | undefined;
  readonly error: unknown;
}

interface State {
  readonly key: string;
  readonly run?: Run<Message>;
  readonly error?: unknown;
}

/** `target` is a message to show, null for the newest ones. */
export const useRun = (chatId: string, addresses: readonly string[], target: string | null): Conversation => {
  const key = `${chatId} ${target ?? ''}`;
  const [state, setState] = useState<State>({ key });
  const steps = useRef<Steps | null>(null);
  const known = useRef(addresses);
  known.current = addresses;

  useEffect(() => {
    const stop = new AbortController();
    const reader = readerOf(chatId, stop.signal);
    let run: Run<Message> | undefined;
    let news = noNews();
    let stepping = false;
    let failed = false;

    const show = (next: Run<Message>): void => {
      if (stop.signal.aborted || next === run) return;
      run = next;
      setState({ key, run });
    };

    const refresh = async (): Promise<void> => {
      const heard = news;
      news = noNews();
      try {
        if (run) {
          const change = await reader.after(heard, run);
          show(change(run));
        } else {
          show(await reader.begin(target));
        }
        failed = false;
      } catch (error) {
        if (stop.signal.aborted || error instanceof LoggedOut) return;
        failed = true;
        news.all = true;
        setState((before) => (before.key === key ? { ...before, error } : { key, error }));
      }
    };
    const work = paced(refresh);

    /** One step at a time: two pages of the same place would be the same. */
    const step =
      (canStep: (run: Run<Message>) => boolean, next: (run: Run<Message>) => Promise<Run<Message>>) => () => {
        const from = run;
        if (!from || stepping || !canStep(from)) return;
        stepping = true;
        next(from)
          .then((to) => run === from && show(to))
          .catch((thrown: unknown) => stop.signal.aborted || tellProblem(thrown))
          .finally(() => {
            stepping = false;
          });
      };
    steps.current = {
      older: step(({ older }) => older, reader.older),
      newer: step(({ newer }) => newer, reader.newer),
      toEnd: step(
        () => true,
        () => reader.begin(null),
      ),
      reload: () => work.request(),
    };

    void refresh();
    const stops = [
      onFact((fact) => {
        note(news, fact, known.current, run?.items ?? []);
        if (isNews(news)) work.request();
      }),
      onReset(() => {
        news.all = true;
        work.request();
      }),
      onLive(() => failed && work.request()),
      () => work.end(),
      () => stop.abort(),
    ];
    return () => {
      for (const stopOne of stops) stopOne();
    };
  }, [key]);

  const current = state.key === key ? state : { key };
  return {
    run: current.run,
    error: current.error,
    older: () => steps.current?.older(),
    newer: () => steps.current?.newer(),
    toEnd: () => steps.current?.toEnd(),
    reload: () => steps.current?.reload(),
  };
};
