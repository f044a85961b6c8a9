/**
 * Work that no two tabs do at once, each seeing all that the one before it has written to localStorage.
 *
 * Browsers have locks for it, but only on secure origins: https and localhost. On others the turn is a record in IndexedDB,
 * whose transactions are exclusive across tabs. What a tab writes to localStorage comes to the others a moment later, so
 * the turn leaves a mark there, and the next one waits until it sees it.
 */
const LOOK_AGAIN_MS = 40;
/** A tab that was closed in its turn does not hold the others up for longer. */
const FORSAKEN_MS = 10_000;
/** A mark that was lost does not either. */
const MARK_WITHIN_MS = 1_000;

const STORE = 'turns';

interface Turn {
  /** Taken until then; 0 when it is free. */
  readonly until: number;
  /** The value that the last holder has left in localStorage. */
  readonly mark: string | null;
}

const FREE: Turn = { until: 0, mark: null };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const keepsNothing = (): Error => new Error('This browser keeps nothing for this page');

const database = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('waybill', 1);
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE));
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(opening.error ?? keepsNothing()));
  });

/** Puts what `next` makes of the turn; answers the turn as it was, or null when `next` wants no change. */
const change = (db: IDBDatabase, name: string, next: (turn: Turn) => Turn | null): Promise<Turn | null> =>
  new Promise((resolve, reject) => {
    const transaction = db.transaction(STORE, 'readwrite');
    const turns = transaction.objectStore(STORE);
    const reading: IDBRequest<Turn | undefined> = turns.get(name);
    let changed: Turn | null = null;
    reading.addEventListener('success', () => {
      const turn = reading.result ?? FREE;
      const after = next(turn);
      if (!after) return;
      changed = turn;
      turns.put(after, name);
    });
    transaction.addEventListener('complete', () => resolve(changed));
    transaction.addEventListener('abort', () => reject(transaction.error ?? keepsNothing()));
  });

/** Waits for the turn; answers until when it is taken. */
const take = async (db: IDBDatabase, name: string): Promise<number> => {
  let until = 0;
  const claim = (turn: Turn): Turn | null => {
    until = Date.now() + FORSAKEN_MS;
    return turn.until > Date.now() ? null : { ...turn, until };
  };
  let before = await change(db, name, claim);
  while (!before) {
    await pause(LOOK_AGAIN_MS);
    before = await change(db, name, claim);
  }
  const late = Date.now() + MARK_WITHIN_MS;
  while (localStorage.getItem(name) !== before.mark && Date.now() < late) await pause(LOOK_AGAIN_MS);
  return until;
};

const giveBack = async (db: IDBDatabase, name: string, until: number): Promise<void> => {
  const mark = String(Math.random());
  localStorage.setItem(name, mark);
  await change(db, name, (turn) => (turn.until === until ? { until: 0, mark } : null));
};

export const exclusively = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  if ('locks' in navigator) return navigator.locks.request(name, work) as Promise<T>;
  const db = await database();
  try {
    const until = await take(db, name);
    try {
      return await work();
    } finally {
      await giveBack(db, name, until);
    }
  } finally {
    db.close();
  }
};
