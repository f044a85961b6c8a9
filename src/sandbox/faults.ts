/** The faults that are armed. Each one is used up when it strikes. */

/** A direction at the media host, as its clients name it. */
export type Transfer = 'download' | 'upload';

/** The transfers that a fault of the media host strikes; null for both. */
type Struck = { readonly transfer: Transfer | null };

export type Fault =
  | { readonly kind: 'cut_before_write' }
  | { readonly kind: 'cut_after_write' }
  | { readonly kind: 'cut_after_handing' }
  | { readonly kind: 'cut_before_receipt' }
  | { readonly kind: 'refuse_login'; readonly code: number }
  | { readonly kind: 'refuse_upgrade'; readonly code: number }
  | { readonly kind: 'lose_ack'; readonly number: string | null }
  | { readonly kind: 'ack_error'; readonly code: number; readonly number: string | null }
  | { readonly kind: 'lose_key'; readonly number: string | null }
  | { readonly kind: 'rate_overlimit' }
  | { readonly kind: 'media_conn_error'; readonly code: number }
  | ({ readonly kind: 'media_down' } & Struck)
  | ({ readonly kind: 'media_slow' } & Struck)
  | ({ readonly kind: 'media_cut' } & Struck)
  | ({ readonly kind: 'media_refused'; readonly code: number } & Struck)
  | { readonly kind: 'media_full'; readonly code: number; readonly transfer: 'upload' };

export type Kind = Fault['kind'];
type Of<K extends Kind> = Extract<Fault, { kind: K }>;

export interface Faults {
  arm(fault: Fault, times: number): void;
  /** Disarms all faults of this kind. */
  disarm(kind: Kind): void;
  /** Uses up a fault of this kind that applies (to this number or transfer); null if there is none. */
  take<K extends Kind>(kind: K, about?: string): Of<K> | null;
  /** True on the first call for this number. */
  first(number: string): boolean;
  /** Numbers that refuse messages until their devices are looked up again. */
  readonly stale: Set<string>;
  silent: boolean;
  clear(): void;
  /** The armed faults, in the order of arming. */
  armed(): readonly { readonly fault: Fault; readonly times: number }[];
  /** The armed faults, in words. */
  words(): string[];
}

const ending = (number: string | null): string => (number === null ? '' : ` to …${number.slice(-4)}`);

const what = ({ transfer }: Struck): string => transfer ?? 'upload or download';

const wordsFor = (fault: Fault): string => {
  switch (fault.kind) {
    case 'cut_before_write':
      return 'close before taking the message';
    case 'cut_after_write':
      return 'close after taking the message';
    case 'cut_after_handing':
      return 'close after handing over a message';
    case 'cut_before_receipt':
      return 'close before reading the receipt of a message';
    case 'refuse_login':
      return `refuse the login with ${fault.code}`;
    case 'refuse_upgrade':
      return `refuse the connection with HTTP ${fault.code}`;
    case 'lose_ack':
      return `lose the acknowledgement of the message${ending(fault.number)}`;
    case 'ack_error':
      return `refuse the message${ending(fault.number)} with ${fault.code}`;
    case 'lose_key':
      return `lose the key of the group${fault.number === null ? '' : ` at …${fault.number.slice(-4)}`}`;
    case 'rate_overlimit':
      return 'answer the query with a rate limit';
    case 'media_conn_error':
      return `refuse the query for media hosts with ${fault.code}`;
    case 'media_down':
      return `close the connection of the ${what(fault)}`;
    case 'media_slow':
      return `never answer the ${what(fault)}`;
    case 'media_cut':
      return `close the connection in the middle of the ${what(fault)}`;
    case 'media_refused':
      return `refuse the ${what(fault)} with HTTP ${fault.code}`;
    case 'media_full':
      return `have no room for the upload, with HTTP ${fault.code}`;
  }
};

/** `changed` is called whenever the armed faults change. */
export const noFaults = (changed: () => void = () => {}): Faults => {
  let armed: { fault: Fault; times: number }[] = [];
  const met = new Set<string>();

  const applies = (fault: Fault, kind: Kind, about: string | undefined): boolean => {
    if (fault.kind !== kind) return false;
    if ('number' in fault) return fault.number === null || fault.number === about;
    return !('transfer' in fault) || fault.transfer === null || fault.transfer === about;
  };

  const faults: Faults = {
    stale: new Set(),
    silent: false,
    arm(fault, times) {
      if (times > 0) armed.push({ fault, times });
      changed();
    },
    disarm(kind) {
      armed = armed.filter(({ fault }) => fault.kind !== kind);
      changed();
    },
    take<K extends Kind>(kind: K, about?: string) {
      const found = armed.find(({ fault }) => applies(fault, kind, about));
      if (!found) return null;
      found.times -= 1;
      armed = armed.filter(({ times }) => times > 0);
      changed();
      return found.fault as Of<K>;
    },
    first(number) {
      if (met.has(number)) return false;
      met.add(number);
      return true;
    },
    clear() {
      armed = [];
      met.clear();
      faults.stale.clear();
      faults.silent = false;
      changed();
    },
    armed: () => armed.map(({ fault, times }) => ({ fault, times })),
    words() {
      const words = armed.map(({ fault, times }) => `${wordsFor(fault)}, ${times === 1 ? 'once' : `${times} times`}`);
      return faults.silent ? ['silent', ...words] : words;
    },
  };
  return faults;
};
