import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databaseFile, keptJwtSecret, prepareDataFolder } from '../../src/cli/data-folder.ts';
import { EXIT, endingOf } from '../../src/cli/exits.ts';
import { closeToOthers } from '../../src/cli/secret-file.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { setMode } from '../../src/storage/sqlite/files.ts';
import { lockFolder } from '../../src/storage/sqlite/lock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { type Logger, silentLogger } from '../../src/kernel/logger.ts';

let root: string;
let warnings: string[];
const logger: Logger = { ...silentLogger, warn: (_, message) => void warnings.push(message) };
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const caught = (work: () => void): unknown => {
  try {
    return work();
  } catch (thrown) {
    return thrown;
  }
};
const secretOf = (folder: string) => keptJwtSecret(folder, systemEntropy, logger);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'waybill-secrets-'));
  warnings = [];
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the data folder', () => {
  test('is made where it is missing, for its owner alone', () => {
    const folder = join(root, 'deep', 'data');
    prepareDataFolder(folder, logger);
    expect(modeOf(folder)).toBe('700');
    expect(warnings).toEqual([]);
  });

  test('that is a file is named as one, and ends the start with what to do', () => {
    const file = join(root, 'passwd');
    writeFileSync(file, '');
    const fault = caught(() => prepareDataFolder(file, logger));
    expect(fault).toMatchObject({ code: 'data.not_made', message: expect.stringContaining('is a file, not a folder') });
    expect(endingOf(fault).exit).toBe(EXIT.configuration);
  });

  test('is closed to others when it was open, and says so', () => {
    chmodSync(root, 0o755);
    prepareDataFolder(root, logger);
    expect(modeOf(root)).toBe('700');
    expect(warnings).toEqual([`${root} was open to other users (mode 755); that is mended`]);
  });

  test('with other things in it, and open to others, is left as it is', () => {
    writeFileSync(join(root, 'letter.txt'), '');
    chmodSync(root, 0o755);
    expect(() => prepareDataFolder(root, logger)).toThrow('holds other things');
    expect(modeOf(root)).toBe('755');
    writeFileSync(databaseFile(root), '');
    prepareDataFolder(root, logger);
    expect(modeOf(root)).toBe('700');
  });

  test('whose database was emptied is not started again', () => {
    writeFileSync(databaseFile(root), '');
    prepareDataFolder(root, logger);
    secretOf(root);
    expect(() => prepareDataFolder(root, logger)).toThrow('is empty, though Waybill has run on it');
    writeFileSync(`${databaseFile(root)}-wal`, 'all of it');
    prepareDataFolder(root, logger);
  });

  test('that cannot be made is a fault that names the variable', () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    expect(() => prepareDataFolder(join(file, 'data'), logger)).toThrow(
      expect.objectContaining({ code: 'data.not_made', hint: expect.stringContaining('WAYBILL_DATA') }),
    );
  });

  test('below /proc, where Node’s own mkdir never returns, is a wrong configuration', () => {
    const fault = caught(() => prepareDataFolder('/proc/waybill/data', logger));
    expect(fault).toMatchObject({ code: 'data.not_made' });
    expect(endingOf(fault).exit).toBe(EXIT.configuration);
  });

  test('of a volume may have the folder of the disk in it', () => {
    mkdirSync(join(root, 'lost+found'));
    chmodSync(root, 0o2775);
    prepareDataFolder(root, logger);
    expect(modeOf(root)).toBe('700');
  });

  test('that was left open by a first start which ended early is used again', () => {
    writeFileSync(join(root, 'lock.db'), '');
    chmodSync(root, 0o2775);
    prepareDataFolder(root, logger);
  });
});

describe('a path of another user', () => {
  /** Files whose mode nobody can change, not even root. */
  const OF_THE_KERNEL = '/proc/self/task';

  test('stays open, and it is said that it is less private than it should be', () => {
    closeToOthers(OF_THE_KERNEL, 0o700, logger);
    expect(warnings).toEqual([
      expect.stringContaining(`${OF_THE_KERNEL} belongs to another user and is open to others (mode 555, not 700)`),
    ]);
  });

  test('is no obstacle to whatever only wants to be careful', () => {
    expect(setMode(OF_THE_KERNEL, 0o700)).toBe(false);
    expect(setMode(root, 0o700)).toBe(true);
    expect(() => setMode(join(root, 'missing'), 0o700)).toThrow('ENOENT');
  });
});

const USER = 54_321;
const GROUP = 54_322;

/** Runs work as another user of this machine, which takes no process: the effective ids decide about files. */
const asUser = <T>(gid: number, work: () => T): T => {
  const [user = 0, group = 0] = [process.geteuid?.(), process.getegid?.()];
  process.setegid?.(gid);
  process.seteuid?.(USER);
  try {
    return work();
  } finally {
    process.seteuid?.(user);
    process.setegid?.(group);
  }
};

/** A folder as Kubernetes mounts it: root owns it, and the group of `fsGroup` may write. */
const volume = (): string => {
  const folder = join(root, 'volume');
  mkdirSync(folder);
  chownSync(folder, 0, GROUP);
  chmodSync(folder, 0o2770);
  chmodSync(root, 0o711);
  return folder;
};

describe.skipIf(process.geteuid?.() !== 0)('a volume of root (a test that only root can make)', () => {
  test('that is shared through its group is used, and what is made in it is for its maker alone', () => {
    const folder = volume();
    asUser(GROUP, () => {
      prepareDataFolder(folder, logger);
      const lock = lockFolder(folder);
      lock.announce({ url: 'http://127.0.0.1:1', ticket: 'secret' });
      const db = openDatabase(databaseFile(folder));
      secretOf(folder);
      const files = readdirSync(folder).map((name) => join(folder, name));
      expect(files.length).toBeGreaterThan(3);
      for (const file of files) expect([file, modeOf(file), statSync(file).uid]).toEqual([file, '600', USER]);
      db.close();
      lock.release();
      // A second start finds its own files.
      prepareDataFolder(folder, logger);
      expect(secretOf(folder)).toMatch(/^[\w-]{64}$/);
    });
    expect(statSync(folder).mode & 0o7777).toBe(0o2770);
    const said = expect.stringContaining('belongs to another user and is open to others (mode 2770, not 700)');
    expect(warnings).toEqual([said, said]);
  });

  test('whose group is another is refused, with what Kubernetes needs', () => {
    const folder = volume();
    const fault = asUser(GROUP + 1, () => caught(() => prepareDataFolder(folder, logger)));
    expect(fault).toMatchObject({ code: 'data.unusable', hint: expect.stringContaining('fsGroup') });
    expect(endingOf(fault).exit).toBe(EXIT.io);
  });
});

describe('the secret that signs tokens', () => {
  test('is made once, kept, and readable for its owner alone', () => {
    const secret = secretOf(root);
    expect(secret).toMatch(/^[\w-]{64}$/);
    expect(secretOf(root)).toBe(secret);
    expect(readdirSync(root)).toEqual(['jwt-secret']);
    expect(modeOf(join(root, 'jwt-secret'))).toBe('600');
  });

  test('is closed to others when it was open', () => {
    const secret = secretOf(root);
    chmodSync(join(root, 'jwt-secret'), 0o644);
    expect(secretOf(root)).toBe(secret);
    expect(modeOf(join(root, 'jwt-secret'))).toBe('600');
    expect(warnings).toHaveLength(1);
  });

  test('that is too short is refused rather than used or replaced', () => {
    writeFileSync(join(root, 'jwt-secret'), 'short\n', { mode: 0o600 });
    expect(() => secretOf(root)).toThrow(
      expect.objectContaining({ code: 'data.unusable', hint: expect.stringContaining('Delete it') }),
    );
    expect(existsSync(join(root, 'jwt-secret'))).toBe(true);
  });
});
