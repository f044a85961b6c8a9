/**
 * Loaded into each thread of the gateway before Waybill: collects all garbage now and then. V8 would otherwise keep
 * free memory, and used memory could not be told from memory that was used once.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const EVERY_MS = 20_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (how: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

setInterval(() => collect({ type: 'major', execution: 'sync', flavor: 'last-resort' }), EVERY_MS).unref();
