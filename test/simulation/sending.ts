/** The path of one message: where it is lost, when its acknowledgement comes, and who is told what. */
import { filesIn } from './given-files.ts';
import type { Outgoing } from '../../src/whatsapp/port.ts';
import { type Call, type SimLink, undelivered, type World } from './world.ts';
import { breakOf, type Sending } from './weather.ts';

/** How long the adapter waits for an acknowledgement, and for a write. */
const ACK_MS = 20_000;

/** The bytes of the files that a message names; null for one that is gone. */
const filesOf = ({ disk }: World, { content, files = [] }: Outgoing): readonly (string | null)[] =>
  filesIn(content).map((id) => {
    const file = files.find((each) => each.id === id);
    return (file && disk.at(file.path)?.toString()) ?? null;
  });

export const sendOver = (link: SimLink, world: World, message: Outgoing, call: Call<void>): void => {
  const { random, trace, tally } = world;
  const { sending, latencyMs } = world.weather();
  const fate = random.weighted(sending);
  const ms = () => random.between(0, latencyMs);
  const found = filesOf(world, message);
  const arrive = () =>
    world.arrive(
      link.session,
      message,
      found.filter((bytes) => bytes !== null),
    );
  if (fate !== 'acknowledged') trace.say('whatsapp', link.session, `send ${message.messageId}:`, fate);

  const write = () => {
    call.written = true;
    link.later(ACK_MS, () => call.fail(undelivered('ack_timeout', true)));
    if (link.silent()) {
      if (random.chance(0.5)) arrive();
    } else if (world.phones.blocks(message.chatId)) {
      link.later(ms(), () => call.fail(undelivered('blocked', true)));
    } else {
      written[fate]();
    }
  };
  world.attempt(message.messageId, call);
  const late = world.lateFor(message.messageId);
  if (late) world.clock.after(ms(), () => world.acknowledge(link.session, message.messageId, late));

  const acknowledge = (afterMs: number) =>
    world.clock.after(afterMs, () => world.acknowledge(link.session, message.messageId, call));

  const written: Record<Sending, () => void> = {
    acknowledged() {
      arrive();
      acknowledge(ms());
    },
    'acknowledged late'() {
      arrive();
      if (random.chance(0.7)) world.keepLate(message.messageId, call);
      else acknowledge(ACK_MS + random.between(0, 10_000));
    },
    'acknowledgement lost'() {
      tally.struck('an acknowledgement lost');
      arrive();
    },
    'lost on the way': () => tally.struck('a message lost on the way'),
    'asked too much'() {
      tally.struck('a rate limit');
      link.later(ms(), () => call.fail(undelivered('rate_limited', true)));
    },
    refused() {
      tally.struck('a message refused');
      link.later(ms(), () =>
        call.fail(undelivered(random.pick(['refused', 'protocol_error', 'reachout_locked', 'not_allowed']), true)),
      );
    },
    'cut after the write'() {
      if (random.chance(0.6)) arrive();
      link.later(ms(), () => link.end(breakOf(random)));
    },
    'thrown at us'() {
      tally.struck('an error that nobody has classified');
      if (random.chance(0.5)) arrive();
      link.later(ms(), () => call.fail(new Error('something inside the client broke')));
    },
    'cut before the write': () => {},
    'written too slowly': () => {},
  };

  world.rules.uploading(message, found);
  if (found.includes(null)) {
    link.later(ms(), () => call.fail(undelivered('media_gone', false)));
  } else if (found.length > 0 && random.weighted(world.weather().uploading) === 'refused') {
    tally.struck('an upload refused');
    link.later(ms(), () => call.fail(undelivered('media_upload_failed', false)));
  } else if (fate === 'cut before the write') {
    link.later(ms(), () => link.end(breakOf(random)));
  } else if (fate === 'written too slowly') {
    tally.struck('a write without an end');
    link.later(ACK_MS, () => call.fail(undelivered('network_timeout', random.chance(0.5))));
  } else {
    link.later(ms(), write);
  }
};
