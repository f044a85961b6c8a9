/**
 * Loaded into each thread of the gateway before Waybill is: collects all garbage now and then. Else V8 keeps what it was
 * once given for as long as nobody needs it, and memory that is in use cannot be told from memory that was.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const EVERY_MS = 20_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (how: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

setInterval(() => collect({ type: 'major', execution: 'sync', flavor: 'last-resort' }), EVERY_MS).unref();
