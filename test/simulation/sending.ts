/** What becomes of one message on its way: where it is lost, when its acknowledgement comes, and who is told what. */
import type { Outgoing } from '../../src/whatsapp/port.ts';
import { type Call, type SimLink, undelivered, type World } from './world.ts';
import { breakOf, type Sending } from './weather.ts';

/** How long the adapter waits for an acknowledgement, and for a write. */
const ACK_MS = 20_000;

export const sendOver = (link: SimLink, world: World, message: Outgoing, call: Call<void>): void => {
  const { random, trace } = world;
  const { sending, latencyMs } = world.weather();
  const fate = random.weighted(sending);
  const ms = () => random.between(0, latencyMs);
  const arrive = () => world.arrive(link.session, message);
  if (fate !== 'acknowledged') trace.say('whatsapp', link.session, `send ${message.messageId}:`, fate);

  const write = () => {
    call.written = true;
    link.later(ACK_MS, () => call.fail(undelivered('ack_timeout', true)));
    if (link.silent()) {
      if (random.chance(0.5)) arrive();
    } else if (world.phones.blocks(message.chat)) {
      link.later(ms(), () => call.fail(undelivered('blocked', true)));
    } else {
      written[fate]();
    }
  };
  const acknowledge = (afterMs: number) =>
    world.clock.after(afterMs, () => world.acknowledge(link.session, message.messageId));

  const written: Record<Sending, () => void> = {
    acknowledged() {
      arrive();
      acknowledge(ms());
    },
    'acknowledged late'() {
      arrive();
      acknowledge(ACK_MS + random.between(0, 10_000));
    },
    'acknowledgement lost': arrive,
    'lost on the way': () => {},
    'asked too much': () => link.later(ms(), () => call.fail(undelivered('rate_limited', true))),
    refused: () =>
      link.later(ms(), () =>
        call.fail(undelivered(random.pick(['refused', 'protocol_error', 'reachout_locked', 'not_allowed']), true)),
      ),
    'cut after the write'() {
      if (random.chance(0.6)) arrive();
      link.later(ms(), () => link.end(breakOf(random)));
    },
    'thrown at us'() {
      if (random.chance(0.5)) arrive();
      link.later(ms(), () => call.fail(new Error('something inside the client broke')));
    },
    'cut before the write': () => {},
    'written too slowly': () => {},
  };

  if (fate === 'cut before the write') {
    link.later(ms(), () => link.end(breakOf(random)));
  } else if (fate === 'written too slowly') {
    link.later(ACK_MS, () => call.fail(undelivered('network_timeout', random.chance(0.5))));
  } else {
    link.later(ms(), write);
  }
};
