/** The groups of a session over HTTP, from what is on record and from WhatsApp. */
import { beforeAll, describe, expect, test } from 'vitest';
import { failure } from '../../src/events/facts/failure.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';
import { apiOver } from '../support/api-over.ts';
import { ACCOUNT, GROUP, groupOf } from '../support/groups.ts';
import { ANNA } from '../support/inside.ts';
import { type Running, running } from '../support/running.ts';

const OTHER = '120363000000000002@g.us';

let run: Running;
let api: Awaited<ReturnType<typeof apiOver>>;
beforeAll(async () => {
  run = await running();
  api = await apiOver(run);
});

const codeOf = ({ status, body }: { status: number; body: object }) => [status, (body as { code?: string }).code];
const look = (id: string, query = '') => api(`GET /api/whatsapp/groups/${encodeURIComponent(id)}${query}`);

describe('a group', () => {
  test('that is not on record is 404, and needs a connection to be asked for', async () => {
    expect(codeOf(await look(GROUP))).toEqual([404, 'group.not_found']);
    expect(codeOf(await look(GROUP, '?refresh=true'))).toEqual([409, 'session.not_live']);
    expect(codeOf(await look('6281234567890@s.whatsapp.net'))).toEqual([422, 'request.invalid']);
    expect(codeOf(await look(GROUP, '?session=nobody'))).toEqual([404, 'session.not_found']);
  });

  test('that was asked for is shown with its members, and listed', async () => {
    await run.gateway.sessions.start('default', ANNA);
    await run.ready();
    const shown = {
      groupId: GROUP,
      subject: 'Shop',
      size: 3,
      leftAt: null,
      members: [
        { id: '6281110000001@s.whatsapp.net', number: '+6281110000001', lid: null, role: 'member' },
        { number: '+6281200000001', lid: '90001@lid', role: 'admin' },
        { number: '+6281200000002', lid: null, role: 'member' },
      ],
    };
    expect(await look(GROUP, '?refresh=true')).toMatchObject({ status: 200, body: shown });
    expect(await look(GROUP)).toMatchObject({ status: 200, body: shown });
    await look(OTHER, '?refresh=true');
    const first = await api('GET /api/whatsapp/groups?limit=1');
    expect(first.body).toMatchObject({ items: [{ groupId: GROUP }], nextCursor: expect.any(String) });
    const { nextCursor } = first.body as unknown as { nextCursor: string };
    const second = await api(`GET /api/whatsapp/groups?limit=1&cursor=${nextCursor}`);
    expect(second.body).toMatchObject({ items: [{ groupId: OTHER }], nextCursor: null });
  });

  test('is asked for again on request, and what WhatsApp refuses is told', async () => {
    run.script.replies.group = () => groupOf(ACCOUNT, { subject: 'Shop and stock' });
    expect((await look(GROUP, '?refresh=true')).body).toMatchObject({ subject: 'Shop and stock' });
    run.script.replies.group = () => new Undelivered(failure('network_timeout', 'no answer'), false);
    expect(codeOf(await look(GROUP, '?refresh=true'))).toEqual([502, 'whatsapp.no_answer']);
    run.script.replies.group = () => new Undelivered(failure('group_not_member', 'no member', 403), false);
    expect(codeOf(await look(GROUP, '?refresh=true'))).toEqual([409, 'group.not_member']);
    expect((await look(GROUP)).body).toMatchObject({ leftAt: expect.any(String) });
  });
});
