import * as v from 'valibot';
import { expect, test } from 'vitest';
import { isSecret, type VariableName, variableNames, variables } from '../../src/config/variables.ts';

const HEAD = `# Settings of Waybill, all of them optional. Copy this file to .env in the folder that Waybill is started in, and take
# the mark away from what you change. What is set in the environment itself counts more.
`;

const entryOf = (name: VariableName): string => {
  const { guard, meaning, unset } = variables[name];
  const literal = !isSecret(name) && v.is(guard, unset);
  return `# ${meaning}${literal || unset === '' ? '' : ` (${unset})`}\n# ${name}=${literal ? unset : ''}\n`;
};

test('.env.example names every variable; to regenerate it: npx vitest run env-example --update', async () => {
  await expect([HEAD, ...variableNames.map(entryOf)].join('\n')).toMatchFileSnapshot('../../.env.example');
});
