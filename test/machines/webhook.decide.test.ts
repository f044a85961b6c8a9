import { expect, test } from 'vitest';
import { machines } from '../../src/machines/kinds.ts';
import { decideWebhook, PROBE_MS_MAX, type WebhookCommand } from '../../src/machines/webhook.decide.ts';
import { ladderMs, WEBHOOK_LADDER_MS } from '../../src/machines/webhook-ladder.ts';
import { endpointConfig, webhookFacts as facts } from '../support/facts.ts';
import { stories } from './given.ts';

const now = 1_000_000;
const given = stories(machines.webhook, (webhook, command: WebhookCommand) =>
  decideWebhook(webhook, command, { now, fraction: 0.5 }),
);

const created = facts['webhook.created'];
const failing = facts['webhook.failing'];
const failed = (probe: number) => ({ ...facts['webhook.probe_failed'], probe });
const trouble = { reason: 'status', status: 503 } as const;

test('an endpoint that fails is probed at once, then ever later, and at least every ten minutes', () => {
  given(created)
    .when({ type: 'recordTrouble', trouble, inRow: 5, waitMs: 0 })
    .records({ type: 'webhook.failing', ...trouble, inRow: 5, probeAt: now + 5_000 });
  const delays: readonly [number, number][] = [
    [0, 30_000],
    [1, 120_000],
    [2, PROBE_MS_MAX],
    [3, PROBE_MS_MAX],
    [30, PROBE_MS_MAX],
  ];
  for (const [probes, delay] of delays)
    given(created, failing, ...(probes === 0 ? [] : [failed(probes)]))
      .when({ type: 'recordProbeFailed', trouble, waitMs: 0 })
      .records({ type: 'webhook.probe_failed', ...trouble, probe: probes + 1, probeAt: now + delay });
});

test('an endpoint that asks for more time gets it', () => {
  given(created)
    .when({ type: 'recordTrouble', trouble, inRow: 5, waitMs: 3_600_000 })
    .records({ type: 'webhook.failing', ...trouble, inRow: 5, probeAt: now + 3_600_000 });
});

test('an answer makes a failing endpoint active, and is no news to another one', () => {
  given(created, failing).when({ type: 'recordAnswer' }).records({ type: 'webhook.recovered' });
  given(created).when({ type: 'recordAnswer' }).records();
  given(created, failing, facts['webhook.paused']).when({ type: 'recordAnswer' }).records();
});

test('late news of attempts changes nothing once a person has decided', () => {
  given(created, facts['webhook.paused']).when({ type: 'recordTrouble', trouble, inRow: 5, waitMs: 0 }).records();
  given(created, facts['webhook.paused']).when({ type: 'recordProbeFailed', trouble, waitMs: 0 }).records();
  given(created, facts['webhook.removed']).when({ type: 'recordGone' }).records();
});

test('an answer of 410 pauses the endpoint, and only a person resumes it', () => {
  const gone = { ...facts['webhook.paused'], reason: 'gone' as const };
  given(created).when({ type: 'recordGone' }).records(gone);
  given(created, gone).when({ type: 'recordGone' }).records();
  given(created, gone).when({ type: 'recordAnswer' }).records();
  given(created, gone).when({ type: 'resume' }).records({ type: 'webhook.resumed' });
});

test('what a person asks for twice is recorded once', () => {
  given(created).when({ type: 'resume' }).records();
  given(created, facts['webhook.paused']).when({ type: 'pause', reason: 'asked' }).records();
  given(created).when({ type: 'change', config: endpointConfig, headers: 0 }).records();
  given(created)
    .when({ type: 'change', config: { ...endpointConfig, payload: 'thin' }, headers: 0 })
    .records(facts['webhook.changed']);
});

test('a person resumes a failing endpoint without waiting for its probe', () => {
  given(created, failing).when({ type: 'resume' }).records({ type: 'webhook.resumed' });
});

test('a removed endpoint takes no command', () => {
  const { snapshot } = given(created, facts['webhook.removed']);
  for (const command of [{ type: 'pause', reason: 'asked' }, { type: 'resume' }, { type: 'remove' }] as const)
    expect(decideWebhook(snapshot, command, { now, fraction: 0 })).toMatchObject({
      refusal: { code: 'webhook.not_found' },
    });
});

test('the ladder of an event has ten steps of 5 s to a day, each a fifth shorter or longer', () => {
  expect(WEBHOOK_LADDER_MS.map((_, step) => ladderMs(step + 1, 0.5))).toEqual(WEBHOOK_LADDER_MS);
  expect([ladderMs(1, 0), ladderMs(10, 0), ladderMs(11, 0)]).toEqual([4_000, 69_120_000, null]);
  expect(ladderMs(1, 0.999)).toBeLessThanOrEqual(6_000);
});
