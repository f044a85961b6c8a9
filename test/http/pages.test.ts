import { describe, expect, test } from 'vitest';
import { api } from './api.ts';

describe('the pages', () => {
  test.each(['/', '/docs'])('%s works offline, under the policy that every answer carries', async (path) => {
    const { app } = await api();
    const answer = await app.request(path);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await answer.text();
    expect(html).not.toMatch(/\sstyle=|\son\w+=|https?:|<script(?![^>]*\ssrc=)/);
    const links = [...html.matchAll(/(?:href|src)="([^"#]+)"/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect([link, (await app.request(link)).status]).not.toEqual([link, 404]);
  });

  test('are not sent again to a browser that has them', async () => {
    const { app } = await api();
    const first = await app.request('/pages/docs.js');
    expect(first.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const again = await app.request('/pages/docs.js', {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  test.each(['/pages/', '/pages/../app.ts', '/pages/%2e%2e/app.ts', '/pages/none.js'])(
    'hand out no other file: %s',
    async (path) => {
      const { app } = await api();
      expect((await app.request(path)).status).toBe(404);
    },
  );
});
