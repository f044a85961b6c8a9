import { openStage } from '/work/main/test/web/support/stage.ts';
const [,, what = 'jobs'] = process.argv;
const stage = await openStage({ WAYBILL_ACK_TIMEOUT_MS: '1000' });
await stage.paired();
const { client } = stage;
const send = (number: string, message: string, priority = 'NORMAL', more = {}) => client.post<{ jobId: string }>('/api/whatsapp/send-message', { number, message, priority, ...more });
await client.post('/api/sandbox/lose-ack', { times: 1 });
const lost = await send('+62 812-3456-7801', 'Your order 1042 is on its way. It arrives tomorrow between 9 and 12.', 'HIGH');
await new Promise((r) => setTimeout(r, 4500));
for (const [n, t, p] of [['+6281200000404', 'Is this number right?'], ['+6281200000403', 'You have won'], ['+6281200000007', 'Your code is 4711', 'HIGH'], ['+6281200000005', 'Good night'], ['+6281234567801', 'The parcel has been handed in at your neighbour\'s, thank you for ordering with us and see you again soon, all the best from the whole team of the shop'], ['+6281200000006', 'echo?'], ['+6281234567899', 'For later', 'LOW']] as const) await send(n, t, p ?? 'NORMAL', t === 'For later' ? { sendAt: new Date(Date.now() + 3600_000).toISOString() } : {});
await client.post('/api/sandbox/deliver', { from: '6281234567801', text: 'Thank you! Can it come after 3 pm?' });
const failed = await send('+6281299990404', 'Nobody here');
await new Promise((r) => setTimeout(r, 2500));
await client.post('/api/sandbox/lose-ack', { times: 5, number: '6281277777777' });
const retrying = await send('+6281277777777', 'Are you there?');
await new Promise((r) => setTimeout(r, 1500));
for (const size of ['wide', 'narrow'] as const) for (const colours of ['light', 'dark'] as const) {
  const paths: Record<string, string[]> = { jobs: ['/jobs', `/jobs/${lost.body.jobId}`, `/jobs/${retrying.body.jobId}`, `/jobs/${failed.body.jobId}`], audit: ['/audit'], phones: ['/phones', '/phones?number=6281234567801'] };
  for (const [i, path] of (paths[what] ?? [what]).entries()) {
    const w = await stage.visit(path, { size, colours });
    await w.page.waitForTimeout(900);
    await w.page.screenshot({ path: `/tmp/shot-${what}-${i}-${size}-${colours}.png`, fullPage: path !== '/jobs' });
    const b = await w.barriers();
    if (b.length) console.log(path, size, colours, b.join('\n').slice(0, 3000));
    if (w.complaints().length) console.log(path, size, colours, w.complaints());
    await w.close();
  }
}
await stage.close();
