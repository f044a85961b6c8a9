#!/usr/bin/env node
// Plain old JavaScript on purpose: whatever Node meets this file must get as far as the sentence below.

const [major, minor] = process.versions.node.split('.').map(Number);
const runsTypeScript = major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);

/**
 * What one start has compiled the next need not: 0.3 s of processor time. It lies among the packages, so that nobody can put
 * anything there who could not change the code as well. Where that cannot be written, nothing is kept.
 */
const keepCompiled = () => {
  const folder = `${import.meta.dirname}/../node_modules/.cache/waybill`;
  process.getBuiltinModule('node:module').enableCompileCache(folder);
  // For the threads of the sessions.
  process.env.NODE_COMPILE_CACHE ||= folder;
};

/** The built program, where it is that of the sources beside it; else the sources. Both do the same. */
const program = async () => {
  if (!process.getBuiltinModule('node:fs').existsSync(`${import.meta.dirname}/../dist`)) return '../src/cli/main.ts';
  const { builtProgram } = await import('../build/fingerprint.js');
  return builtProgram() ?? '../src/cli/main.ts';
};

if (runsTypeScript) {
  keepCompiled();
  void program()
    .then((file) => import(file))
    .then((cli) => cli.main());
} else {
  console.error(
    `Waybill needs Node 22.18 or newer, and this is ${process.versions.node}. ` +
      'Either install a newer one, or use "npm start" and "npm run waybill", which bring their own.',
  );
  process.exitCode = 78;
}
