/** The signals of a link so far, and a way to wait for more. */
import type { Signal } from '../../src/whatsapp/port.ts';

type SignalOf<T extends Signal['type']> = Extract<Signal, { type: T }>;

export interface Heard {
  readonly signals: readonly Signal[];
  readonly hear: (signal: Signal) => void;
  /** The first matching signal of this type, past or future. */
  first<T extends Signal['type']>(type: T, fits?: (signal: SignalOf<T>) => boolean): Promise<SignalOf<T>>;
}

export const heard = (): Heard => {
  const signals: Signal[] = [];
  const waiting = new Set<() => void>();
  return {
    signals,
    hear(signal) {
      signals.push(signal);
      for (const look of waiting) look();
    },
    first: <T extends Signal['type']>(type: T, fits: (signal: SignalOf<T>) => boolean = () => true) =>
      new Promise<SignalOf<T>>((resolve) => {
        const look = () => {
          const found = signals.find(
            (signal): signal is SignalOf<T> => signal.type === type && fits(signal as SignalOf<T>),
          );
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
};
