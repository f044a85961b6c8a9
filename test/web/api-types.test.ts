import { expect, onTestFinished, test } from 'vitest';
import { openApiDocument } from '../../src/http/contract/openapi.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { apiTypes } from '../../web/build/api-types.ts';
import { api } from '../http/api.ts';

/** `npm run web:types` regenerates it. */
const KEPT = '../../web/src/api/schema.ts';

test('the types that the pages are checked against are those of the API', async () => {
  const box = await startSandbox({}, { clock: systemClock, entropy: systemEntropy, logger: silentLogger });
  onTestFinished(() => box.close());
  const { app } = await api({ sandbox: box.control });
  await expect(await apiTypes(await openApiDocument(app, '0.0.0-test'))).toMatchFileSnapshot(KEPT);
});
