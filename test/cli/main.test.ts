import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { commands } from '../../src/cli/commands.ts';
import { variableNames } from '../../src/config/variables.ts';
import { waybill } from './fake-shell.ts';

const BIN = join(import.meta.dirname, '../../bin/waybill.js');

describe('the help', () => {
  test.each(['--help', '-h', 'help'])('%s lists every command', async (line) => {
    const { exit, out } = await waybill(line);
    expect(exit).toBe(0);
    const width = Math.max(...commands.map(({ name }) => name.length));
    for (const { name, summary } of commands) expect(out).toContain(`${name.padEnd(width)}  ${summary}`);
  });

  test.each(commands.map(({ name }) => [name]))('of %s says usage, options and exit codes', async (name) => {
    const { exit, out, lines } = await waybill(`${name} --help`);
    expect(exit).toBe(0);
    expect(lines[0]).toMatch(new RegExp(`^Usage: waybill ${name}`));
    expect(out).toContain('\nOptions:\n');
    expect(out).toMatch(/\nExit codes:\n\s+0 /);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect((await waybill(`help ${name}`)).out).toBe(out);
  });

  test('of start lists every variable', async () => {
    const { out } = await waybill('start --help');
    for (const name of variableNames) expect(out).toContain(`  ${name} `);
  });
});

describe('the help of a family of commands', () => {
  test.each(['user --help', 'user -h', 'help user', '--help user', 'keys --help'])('%s lists them', async (line) => {
    const { exit, out } = await waybill(line);
    const first = line.includes('user') ? 'user' : 'keys';
    expect(exit).toBe(0);
    expect(out).toMatch(new RegExp(`^Usage: waybill ${first} COMMAND`));
    for (const { name } of commands) expect(out.includes(`  ${name} `)).toBe(name.startsWith(`${first} `));
  });
});

const VERSIONS = ['--version', '-v', '-V', 'version', 'user -v', ...commands.map(({ name }) => `${name} --version`)];

test.each(VERSIONS)('%s says which Waybill, and on which Node', async (line) => {
  expect(await waybill(line)).toMatchObject({
    exit: 0,
    out: `waybill ${packageJson.version} (Node ${process.versions.node})`,
  });
});

describe('a command line that cannot be understood', () => {
  test.each([
    ['', /^Waybill .*\n\nUsage: waybill COMMAND/],
    ['strat', /^There is no command 'strat'; did you mean 'start'\?\nSee: waybill --help$/],
    ['frobnicate', /^There is no command 'frobnicate'\.\n/],
    ['user', /^There is 'waybill user add', 'waybill user list'/],
    ['start --prot 3', /^waybill start has no option --prot\.\nSee: waybill start --help$/],
    ['events --folow', /^waybill events has no option --folow; did you mean --follow\?\n/],
    ['api-key create --name cli', /^waybill api-key create has no option --name\.?\n/],
    ['events --limit', /^--limit needs a value: --limit COUNT\.\n/],
    ['events --follow=yes', /^--follow takes no value\.\n/],
    ['events --limit many', /^--limit needs a whole number, not "many"\.\n/],
    ['events --type job.lost', /^There are no facts of type "job\.lost"\.\n/],
    ['events --stream foo', /^There are no streams like "foo"\.\nStreams are named like job\/\w+, session\/default, /],
    ['events --stream job/1', /^There are no streams like "job\/1"\.\n/],
    ['backup', /^waybill backup needs FILE\.\n/],
    ['backup one two', /^waybill backup does not take "two"\.\n/],
    ['user add a@b --role king', /^A role is admin, operator, viewer, not "king"\.\nSee: waybill user add --help$/],
    ['user role a@b', /^waybill user role needs ROLE\.\n/],
    ['sandbox --port http', /^--port needs a port from 0 to 65535, not "http"\.\n/],
    ['sandbox --media-port 70000', /^--media-port needs a port from 0 to 65535, not "70000"\.\n/],
  ])('%j ends with 64 and a sentence', async (line, sentence) => {
    const { exit, out, err } = await waybill(line);
    expect(err).toMatch(sentence);
    expect({ exit, out }).toEqual({ exit: 64, out: '' });
  });
});

test('a certificate that cannot be written ends the sandbox with a sentence', async () => {
  const { exit, err } = await waybill('sandbox --media-ca /no/such/folder/ca.pem');
  expect(exit).toBe(74);
  expect(err).toMatch(/^The certificate cannot be written: .*\nName another file in --media-ca\.$/);
});

test('a wrong configuration ends with 78, and names all that is wrong', async () => {
  const { exit, err } = await waybill('start', { env: { WAYBILL_PORT: 'x', WAYBILL_COUNTRY: 'nowhere' } });
  expect(exit).toBe(78);
  expect(err).toContain('2 settings must be mended');
  expect(err).toContain('WAYBILL_PORT must be a port number');
  expect(err).toContain('WAYBILL_COUNTRY must be a country');
});

test("settings are also read from a file '.env', and those of the environment count more", () => {
  const cwd = mkdtempSync(join(tmpdir(), 'waybill-cli-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  writeFileSync(join(cwd, '.env'), 'WAYBILL_PORT=from-file\nWAYBILL_COUNTRY=from-file\n');
  const env = { WAYBILL_COUNTRY: 'from-environment' };
  const { status, stderr } = spawnSync(process.execPath, [BIN, 'start'], { cwd, env, encoding: 'utf8' });
  expect(status).toBe(78);
  expect(stderr).toMatch(/WAYBILL_PORT .* but is "from-file"/);
  expect(stderr).toMatch(/WAYBILL_COUNTRY .* but is "from-environment"/);
});

test('a Node that is too old says one sentence, and what to do', () => {
  const pretend = `globalThis.process = Object.create(process, { versions: { value: { node: '18.20.8' } } });
    await import(${JSON.stringify(BIN)});`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', pretend], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 78, stdout: '' });
  expect(stderr).toMatch(/^Waybill needs Node 22\.18 or newer, and this is 18\.20\.8\. .*"npm start".*\n$/);
});
