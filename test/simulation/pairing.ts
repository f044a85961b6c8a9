/** How a connection comes up, and how long it lasts then. */
import type { SimLink, World } from './world.ts';
import { breakOf, refusalOf, unreachable } from './weather.ts';

const ACCOUNT = '6281110000001@s.whatsapp.net';
const QR_MS = 60_000;
const DOZE_MS_MAX = 80_000;
/** After the link came up. */
const FIRST_PING_MS = 6_000;
const BETWEEN_MISSES_MS = [9_050, 11_900] as const;
const restartRequired = { code: 515, cause: 'server', reason: 'Stream Errored (restart required)' } as const;
const unscanned = { code: 408, cause: 'qr_expired', reason: 'nobody scanned the QR' } as const;

/** Connecting, a QR for a phone to scan, or neither. Some connections signal before they are returned. */
export const bringUp = (link: SimLink, world: World): void => {
  const { random, tally } = world;
  const fate = random.weighted(world.weather().opening);
  const comeUp = () => {
    if (link.stage() !== 'connecting') return;
    if (fate === 'unreachable') {
      tally.struck('a connection that does not come up');
      link.end(unreachable);
    } else if (fate === 'refused') {
      tally.struck('a connection refused');
      link.end(refusalOf(random));
    } else if (world.paired(link.session)) opened(link, world);
    else showQr(link, world);
  };
  if (random.chance(world.weather().hasty)) comeUp();
  else link.later(random.between(1, 1 + world.weather().latencyMs), comeUp);
};

const opened = (link: SimLink, world: World): void => {
  const { random } = world;
  link.enter('open');
  link.tell({ type: 'opened', account: ACCOUNT });
  world.flushReceipts(link);
  world.flow(link);
  const life = random.weighted(world.weather().living);
  const ms = random.between(0, random.pick([50, 5_000, 200_000]));
  if (life === 'drops') link.later(ms, () => link.end(breakOf(random)));
  const wakes = life === 'falls silent' && random.chance(0.5);
  if (life === 'falls silent' && !wakes) link.later(ms, () => link.fallSilent());
  if (life === 'dozes' || wakes) {
    // Half of them from before the first ping until after it is missed, and before the second is.
    const early = random.chance(0.5);
    const from = early ? random.between(0, FIRST_PING_MS) : ms;
    const until = early ? random.between(...BETWEEN_MISSES_MS) : from + random.between(1, DOZE_MS_MAX);
    link.later(from, link.fallSilent);
    link.later(until, link.wakeUp);
  }
};

const showQr = (link: SimLink, world: World): void => {
  const { clock, random } = world;
  link.enter('qr');
  link.tell({ type: 'qr', qr: 'a code', expiresAt: clock.now() + QR_MS });
  if (random.chance(world.weather().unscanned)) {
    world.tally.struck('a QR that nobody scans');
    link.later(QR_MS, () => link.end(unscanned));
    return;
  }
  link.later(random.between(1, QR_MS - 1), () => {
    if (link.stage() !== 'qr') return;
    world.pair(link.session);
    link.tell({ type: 'paired', account: ACCOUNT });
    link.later(random.between(0, world.weather().latencyMs), () => link.end(restartRequired));
  });
};
