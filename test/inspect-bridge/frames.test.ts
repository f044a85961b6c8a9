import { assert, constantFrom, dictionary, oneof, property } from 'fast-check';
import { expect, test } from 'vitest';
import { eventFrame } from '../../src/inspector/frames.ts';
import { machineFrame } from '../../src/inspector/frames-machine.ts';
import { redacted } from '../../src/inspector/frames-redacted.ts';
import { machines } from '../../src/machines/kinds.ts';
import { setup } from 'xstate';

const SECRETS = {
  text: 'Your code is 123 456',
  number: '6281234567890@s.whatsapp.net',
  digest: 'a'.repeat(64),
  message: '3EB0E01352E02957E9A7FE',
};

test('a fact is shown by an allow-list: numbers shortened, words and figures as they are, the rest left out', () => {
  const { number, digest, message, text } = SECRETS;
  const queued = {
    type: 'job.queued' as const,
    data: {
      session: 'default',
      chat: number,
      content: digest,
      messageId: message,
      priority: 'HIGH' as const,
      notBefore: null,
      idempotency: { key: digest, digest },
    },
  };
  expect(eventFrame(queued, 'client').data).toEqual({
    type: 'job.queued',
    session: 'default',
    chat: '62812…890',
    priority: 'HIGH',
    notBefore: null,
  });
  const failed = { attempt: 2, failure: { code: 'ack_timeout', message: text, retryable: true, status: null } };
  expect(redacted(failed)).toEqual({ attempt: 2, failure: { code: 'ack_timeout', retryable: true, status: null } });
});

test('whatever stands in whatever field, no sentence, no whole number and no key comes through', () => {
  const names = ['code', 'session', 'status', 'priority', 'chat', 'account', 'reason', 'detail', 'failure', 'made-up'];
  const secret = constantFrom(...Object.values(SECRETS));
  const data = dictionary(constantFrom(...names), oneof(secret, dictionary(constantFrom(...names), secret)));
  assert(
    property(data, (fields) => {
      const shown = JSON.stringify(redacted(fields));
      return Object.values(SECRETS).every((secret) => !shown.includes(secret));
    }),
  );
});

test.each(Object.values(machines).map((machine) => [machine.id, machine] as const))(
  'the machine %s is told whole: every state, and every fact that it takes',
  (_, machine) => {
    const said = JSON.stringify(machineFrame(machine));
    for (const fact of machine.events) expect(said).toContain(`"${fact}"`);
    for (const state of Object.keys(machine.states)) expect(said).toContain(`"${state}":`);
  },
);

test('a machine with more than that is refused rather than half told', () => {
  const guarded = setup({ guards: { sometimes: () => true } }).createMachine({
    id: 'odd',
    on: { go: { actions: [], guard: 'sometimes' } },
  });
  expect(() => machineFrame(guarded)).toThrow('odd on go has guard');
});
